//! Codes of what other sites answer. No text shows them: `tests/external.rs` asks a server of its own.

use super::entry::Code;

pub(super) const CODES: &[Code] = &[
    Code::external("dead-link", "an address leads to nothing").why(
        "Its server says that there is no such page (404, 410), or there is no such server. Name an archived copy, write \
         `url_status: dead`, or take the link away.",
    ),
    Code::external("moved-link", "a page has moved for good")
        .why("Its server gives a new address (301, 308). The old one may stop leading there."),
    Code::external("blocked-link", "a server will not answer a program").why(
        "It refuses (401, 403, 429, 451), which says nothing of the page: a reader may see it. Open it in a browser once, and \
         silence the warning with the day.",
    ),
    Code::external("unreachable-link", "a server does not answer")
        .why("It was too slow, or failed (5xx). It may be back tomorrow; nothing says that the page is gone."),
    Code::external("no-network", "the network cannot be reached")
        .why("No server answered at all, so nothing is said of any link."),
];
