//! The portal as others meet it: the real binary on a free port with a directory of its own, spoken to over HTTP.
//!
//! Expected values are computed from what was put in, never read back from the server. Nothing sleeps: what happens
//! later is waited for by asking again with a deadline ([`harness::wait_for`]).

mod agreement;
mod blind;
mod buying;
mod change_whole;
mod check;
mod commands;
mod configurator;
mod dealers;
mod delivery;
mod delivery_asks;
mod demo;
mod drafting;
mod durability;
mod entrance;
mod examples;
mod exchange;
mod exchange_admin;
mod feeds;
mod filling;
mod goods;
mod harness;
mod head;
mod hostile;
mod line_dates;
mod lines_file;
mod lists;
mod marks;
mod matrix;
mod models;
mod offers;
mod office;
mod papers;
mod parcels;
mod price_changes;
mod promises;
mod protection;
mod quick;
mod recipient;
mod recount;
mod reports;
mod requests;
mod rewind;
mod rights;
mod settlements;
mod simulate;
mod stage_conflict;
mod stage_heirs;
mod stage_roles;
mod stage_rules;
mod stages;
mod story;
mod talk;
mod taxes;
