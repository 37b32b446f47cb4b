//! Two server processes on one PostgreSQL serve one community: what one acknowledges, the other
//! shows at once.

use app::send::Answer;
use domain::issue::AcceptIssue;
use domain::{Command, Receipt};

use crate::estate::{Estate, Person, file};
use crate::program::{Program, check};

const WANG: Person = Person(0);
const LI: Person = Person(1);

fn done(answer: std::io::Result<Answer>) -> Receipt {
    match answer.expect("an answer") {
        Answer::Done(receipt) => receipt,
        Answer::Refused(refusal) => panic!("refused: {refusal:?}"),
    }
}

#[tokio::test]
async fn what_one_server_acknowledges_the_other_shows_at_once() {
    let Some(estate) = Estate::on_postgres(2).await else {
        return;
    };
    let (east, west) = (estate.serve(), estate.serve());
    // Again and again: once could be luck.
    for n in 0..20 {
        // Nobody signed in at `west`: a session of one is a session of the other.
        let photo = WANG.photo(n);
        WANG.put_photo(east.address, photo).expect("an answer");
        let filed = WANG.envelope(2 * n, file(WANG.issue(n), vec![photo]));
        let number = done(WANG.send(east.address, &filed)).issue;
        let number = number.expect("the issue's number");
        let feed = LI.feed(&west);
        assert_eq!(feed.cards[0].number, number);
        assert_eq!(feed.total as usize, n + 1);
        let path = format!("/crash/photos/{photo}");
        let shown = |program: &Program| program.get(&path, &LI.session()).expect("an answer");
        assert_eq!(shown(&west).0, 200);
        assert_eq!(shown(&west), shown(&east));

        let issue = WANG.issue(n);
        let second = LI.envelope(n, Command::Second { issue });
        done(LI.send(west.address, &second));
        let seen = WANG.read_issue(&east, number);
        assert_eq!(seen.support.online, 2);

        // A phone that asked one server, got no answer, and asks the other while the first is still
        // at work.
        let accept = Command::AcceptIssue(AcceptIssue {
            issue,
            text: seen.text_id,
            minutes: 10,
            urgent: false,
        });
        let accept = WANG.envelope(2 * n + 1, accept);
        let send = |program: &Program| done(WANG.send(program.address, &accept));
        let (one, other) = std::thread::scope(|scope| {
            let one = scope.spawn(|| send(&east));
            (send(&west), one.join().expect("no panic"))
        });
        assert_eq!(one, other);
        assert_eq!(
            LI.read_issue(&east, number).status,
            domain::issue::Status::Accepted
        );
        assert_eq!(LI.read_issue(&west, number), LI.read_issue(&east, number));
    }
    check(&estate.database);
}
