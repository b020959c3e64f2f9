//! Figures, typed numbers, and the texts of the whole tree.
