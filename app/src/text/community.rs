//! Words about communities, and what a visitor reads.

use super::T;

pub const COMMUNITIES: T = T("居民区", "Communities");
pub const NO_COMMUNITY: T = T(
    "这台服务器上还没有居民区。",
    "There is no community on this server yet.",
);

pub const VISITOR_TITLE: T = T("{}的双线", "Twoline in {}");
pub const VISITOR_LEAD: T = T(
    "居民在这里反映问题、附议；党支部答复，开会研究，公开决议。",
    "Residents report issues here and second them; the party branch answers, meets about them, and publishes what was decided.",
);
pub const VISITOR_PUBLISHED: T = T("已公开的议程和决议", "Published agendas and decisions");
