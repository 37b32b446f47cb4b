//! Printed papers: which there are, and what never stands on them.

use domain::meeting::{Kind, Status};
use domain::paper::PaperKind;
use domain::words::paper::quorum;

#[test]
fn which_papers_a_meeting_has_follows_from_its_status() {
    for (status, codes) in [
        (Status::Draft, "agenda item-1 item-2 digest"),
        (
            Status::Locked,
            "agenda item-1 item-2 record sign-in supplement digest notice minutes",
        ),
        (
            Status::Published,
            "agenda item-1 item-2 record sign-in supplement digest notice minutes resolution result",
        ),
    ] {
        let there = PaperKind::all(2).filter(|kind| kind.exists(status));
        let there: Vec<String> = there.map(|kind| kind.to_string()).collect();
        assert_eq!(there.join(" "), codes, "{status:?}");
    }
}

#[test]
fn a_paper_is_found_by_its_code_and_nothing_else_is() {
    for kind in PaperKind::all(12) {
        assert_eq!(PaperKind::from_code(&kind.to_string()), Some(kind));
        assert!(kind.to_string().starts_with(kind.family()), "{kind}");
    }
    for code in [
        "", "item", "item-", "item-0", "item-01", "item-+1", "item-x", "item--1", "Agenda", "set",
    ] {
        assert_eq!(PaperKind::from_code(code), None, "{code}");
    }
}

#[test]
fn a_members_meeting_passes_by_more_than_half_of_those_who_should_attend_not_of_those_present() {
    assert!(quorum(Kind::Members).0.contains("赞成人数超过应到的半数"));
}
