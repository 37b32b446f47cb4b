//! PDFs of locked agendas.

use domain::{Command, Language, MeetingId};
use store::KeptPaper;

use crate::common::{Database, Estate, NOON, create_meeting, id, of_agenda};

async fn meeting(estate: &Estate) -> MeetingId {
    let secretary = estate.secretary().await;
    let meeting = MeetingId(id());
    let create = Command::CreateMeeting(create_meeting(meeting));
    estate.ok(&secretary, create).await;
    meeting
}

pub async fn a_pdf_is_kept_as_it_was_first_made(db: &Database) {
    let estate = Estate::new(&db.store, "sunny").await;
    let which = of_agenda(meeting(&estate).await);
    let store = &db.store;
    let found = store.kept_paper(estate.id, &which).await;
    assert_eq!(found.expect("no fault"), None);
    // With every byte that there is.
    let first: Vec<u8> = (0..=255).collect();
    for pdf in [first.clone(), b"second".to_vec()] {
        let kept = store.keep_paper(estate.id, &which, pdf, NOON).await;
        assert_eq!(kept.expect("no fault"), first);
    }
    let found = store.kept_paper(estate.id, &which).await;
    assert_eq!(found.expect("no fault"), Some(first));
}

pub async fn each_language_paper_and_audience_has_its_own(db: &Database) {
    let estate = Estate::new(&db.store, "sunny").await;
    let chinese = of_agenda(meeting(&estate).await);
    let english = KeptPaper {
        language: Language::English,
        ..chinese.clone()
    };
    let item = KeptPaper {
        kind: "item-1".into(),
        ..chinese.clone()
    };
    let public = KeptPaper {
        for_members: false,
        ..chinese.clone()
    };
    let all = [chinese, english, item, public];
    for (n, which) in (0_u8..).zip(&all) {
        let kept = db.store.keep_paper(estate.id, which, vec![n], NOON).await;
        kept.expect("no fault");
    }
    for (n, which) in (0_u8..).zip(&all) {
        let found = db.store.kept_paper(estate.id, which).await;
        assert_eq!(found.expect("no fault"), Some(vec![n]), "{which:?}");
    }
}
