use crate::common::{Database, Estate};

pub async fn a_sound_database_answers(db: &Database) {
    Estate::new(&db.store, "sunny").await;
    db.store.answers().await.expect("it does");
}
