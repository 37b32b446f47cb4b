//! Codes that were not good, and against whom they count: first against the code itself, which may
//! have been misread by a whole hall; then against whoever is signed in; and only then against the
//! address, behind which there may be many neighbours.

use std::net::{IpAddr, SocketAddr};

use app::security::{Event, note};
use axum::extract::ConnectInfo;
use axum::http::request::Parts;
use domain::hex::sha256_hex;
use domain::household::{FAILURES_FORGOTTEN_AFTER, wait_after};
use domain::{CommunityId, Refusal, Timestamp};

use super::Server;
use super::session::session;

/// A code that somebody sends. What is kept are hashes, so that nobody reads codes or addresses by
/// the way; who wants them can try all of them.
#[derive(Debug)]
pub struct Try {
    code: String,
    who: String,
}

impl Try {
    /// By this request, at the door of this community, with a code of this hash.
    pub fn of(server: &Server, community: CommunityId, parts: &Parts, code_hash: &str) -> Self {
        let who = match session(parts).person {
            Some(person) => format!("person {person}"),
            None => address(server, parts).map(network).unwrap_or_default(),
        };
        Self {
            code: sha256_hex(format!("code {community} {code_hash}")),
            who: sha256_hex(who),
        }
    }

    /// The refusal of whoever has to wait still before they are heard again.
    pub async fn waits(
        &self,
        server: &Server,
        now: Timestamp,
    ) -> Result<Option<Refusal>, store::Error> {
        for key in [&self.code, &self.who] {
            let (failures, last) = server.store.join_failures(key).await?;
            if let Some(seconds) = seconds_left(failures, last, now) {
                let refusal = Refusal::TooManyTries { seconds };
                note(Event::TooManyCodes, &refusal);
                return Ok(Some(refusal));
            }
        }
        Ok(None)
    }

    /// There is no such code. However often the same one is sent, it was one guess.
    pub async fn unknown(&self, server: &Server, now: Timestamp) -> Result<(), store::Error> {
        let store = &server.store;
        let (sent_before, _) = store.join_failures(&self.code).await?;
        tracing::warn!(sent_before, "a slip's code that there is not");
        note(Event::CodeRefused, &Refusal::SlipUnknown);
        store.note_join_failure(&self.code, now).await?;
        if sent_before == 0 {
            store.note_join_failure(&self.who, now).await?;
        }
        Ok(())
    }

    /// There is such a code, and it is good no more: that is nobody's guess.
    pub async fn over(&self, server: &Server, now: Timestamp) -> Result<(), store::Error> {
        server.store.note_join_failure(&self.code, now).await
    }

    /// The right one came: wrong ones before it were mistyped.
    pub async fn forget(&self, server: &Server) -> Result<(), store::Error> {
        server.store.forget_join_failures(&self.who).await
    }
}

/// Whether a code is good no more, by what its use was refused with.
pub fn is_over(refusal: &Refusal) -> bool {
    matches!(
        refusal,
        Refusal::SlipExpired | Refusal::SlipUsedUp | Refusal::SlipReplaced
    )
}

/// Seconds to wait still, if any.
fn seconds_left(failures: u32, last: Timestamp, now: Timestamp) -> Option<u32> {
    let since = now.0 - last.0;
    let left = wait_after(failures) - since;
    if since >= FAILURES_FORGOTTEN_AFTER || left <= 0 {
        return None;
    }
    u32::try_from((left + 999) / 1000).ok()
}

/// Where a request comes from.
fn address(server: &Server, parts: &Parts) -> Option<IpAddr> {
    let forwarded = || {
        // The last one is what our own proxy saw; anybody can write the ones before it.
        let header = parts.headers.get_all("x-forwarded-for");
        let last = header.iter().next_back()?.to_str().ok()?;
        let last = last.split(',').next_back()?.trim();
        // Some gateways write the port as well.
        let with_port = || last.parse().ok().map(|peer: SocketAddr| peer.ip());
        last.parse().ok().or_else(with_port)
    };
    let peer = parts
        .extensions
        .get::<ConnectInfo<SocketAddr>>()
        .map(|peer| peer.0.ip());
    if server.config.trust_proxy {
        forwarded().or(peer)
    } else {
        peer
    }
}

/// One customer has one IPv4 address, but a whole /64 network of IPv6 ones.
fn network(address: IpAddr) -> String {
    match address.to_canonical() {
        IpAddr::V4(address) => address.to_string(),
        IpAddr::V6(address) => format!("{:x?}", &address.segments()[..4]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::household::FREE_TRIES;
    use domain::time::{DAY, MINUTE};

    #[test]
    fn waiting_ends() {
        let last = Timestamp(1_000_000);
        let many = 2 * FREE_TRIES;
        for (failures, later, expected) in [
            (FREE_TRIES - 1, 0, None),
            (FREE_TRIES, 0, Some(10)),
            (FREE_TRIES, 9_001, Some(1)),
            (FREE_TRIES, 10_000, None),
            (many, MINUTE, Some(14 * 60)),
            (many, DAY, None),
        ] {
            assert_eq!(
                seconds_left(failures, last, last.plus(later)),
                expected,
                "{failures} {later}"
            );
        }
    }

    #[test]
    fn a_customer_is_one_client() {
        let network = |address: &str| network(address.parse().expect("an address"));
        assert_eq!(network("2001:db8:1:2::1"), network("2001:db8:1:2:ffff::9"));
        assert_ne!(network("2001:db8:1:2::1"), network("2001:db8:1:3::1"));
        assert_eq!(network("::ffff:10.0.0.1"), network("10.0.0.1"));
    }
}
