//! A release knows nothing of reloading pages, whatever its environment says.
#![cfg(not(debug_assertions))]

use crate::estate::Estate;
use crate::program::ask_whole;

#[tokio::test]
async fn a_page_reloads_by_itself_only_while_it_is_worked_on() {
    let estate = Estate::on_sqlite(1).await;
    let program = estate.serve();
    for path in ["/crash", "/shell"] {
        let (head, page) = ask_whole(program.address, "GET", path, "", "", &[]).expect("an answer");
        assert!(head.contains("connect-src 'self';"), "{path}: {head}");
        let page = String::from_utf8_lossy(&page);
        assert!(
            page.contains("<html") && !page.contains("WebSocket"),
            "{path}: {page}"
        );
    }
}
