//! The pages: carriers, the terms of a draft or order, shipments; and the panels on the pages of orders and drafts.

pub mod addresses;
pub mod asks;
pub mod carriers;
pub mod panel;
pub mod photos;
pub mod recipient;
pub mod shipments;
pub mod terms;
