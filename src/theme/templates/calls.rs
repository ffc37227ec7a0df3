//! Names of the functions and filters that are added to templates, and that count what they do. No theme author would write
//! them.

/// Function that counts a step.
pub(super) const CHARGE: &str = "__leadfolio_charge";
/// Filter and function that count a value which is written into a block that is held in memory.
pub(super) const CAPTURED: &str = "__leadfolio_captured";
/// Filter that counts a value which is compared.
pub(super) const COMPARED: &str = "__leadfolio_compared";
/// Filter that counts a value in which another one is searched.
pub(super) const SEARCHED: &str = "__leadfolio_searched";
/// Filter that counts a value which becomes part of a text.
pub(super) const JOINED: &str = "__leadfolio_joined";
/// Filter that counts the values of a list, or the letters of a text.
pub(super) const ITEMS: &str = "__leadfolio_items";
/// Function that counts a slice of a value which no filter can stand behind.
pub(super) const SLICED: &str = "__leadfolio_sliced";
