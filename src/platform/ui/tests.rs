//! The frame and the parts hold what pages rely on.
