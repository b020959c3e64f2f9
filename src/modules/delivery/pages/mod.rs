//! The pages: carriers, the terms of a draft or order, shipments; and the panels on the pages of orders and drafts.

pub mod carriers;
pub mod panel;
pub mod shipments;
pub mod terms;
