//! Connections from phones and browsers: how long one may say nothing, how many there are, and who
//! waits when there are more.
//!
//! A connection on which no request is under way costs little but a place. Where places are short,
//! the one that has been so for longest gives way: browsers open another when they need one, and
//! whoever only sends the beginnings of requests holds nobody up. Where there is none, what has
//! been sending one request for longest is cut off: its network is slow, or it does so on purpose.

use std::collections::BTreeMap;
use std::io;
use std::net::SocketAddr;
use std::pin::{Pin, pin};
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, ready};
use std::time::Duration;

use axum::Router;
use axum::body::{Body, Bytes, HttpBody};
use axum::extract::ConnectInfo;
use axum::http::{Request, Response};
use futures_util::future::poll_immediate;
use hyper::body::{Frame, Incoming, SizeHint};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt, ReadBuf};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, watch};
use tokio::time::{Instant, Sleep, sleep, timeout};
use tokio_util::sync::{CancellationToken, WaitForCancellationFutureOwned};
use tower::Service;

use crate::metrics::Metrics;

/// How many, and how long.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// Connections that are served at the same time.
    pub open: usize,
    /// Connections that wait for a place.
    pub waiting: usize,
    /// How long they wait before they are told to come again.
    pub patience: Duration,
    /// For the head of a request, which comes in one piece; and between two requests.
    pub head: Duration,
    /// For taking in a piece of an answer.
    pub answer: Duration,
    /// For sending a request to its end, where others wait for a place; else as long as its address
    /// allows.
    pub request: Duration,
}

/// The longest head of a request, its address included, in bytes; what is longer is answered with
/// 431. So much of what comes is held at most before it is read: 32 MiB for all connections.
const LONGEST_HEAD: usize = 64 * 1024;

impl Default for Limits {
    fn default() -> Self {
        Self {
            // With the database's files, well within the 1,024 that a process usually may have
            // open.
            open: 512,
            waiting: 256,
            patience: Duration::from_secs(10),
            head: Duration::from_secs(30),
            answer: Duration::from_mins(1),
            request: Duration::from_secs(5),
        }
    }
}

/// What is said where there is no place. 503 is what a server says that is gone: phones show what
/// they have, and send what waits later.
const FULL: &str = "HTTP/1.1 503 Service Unavailable\r\nretry-after: 10\r\nconnection: close\r\n\
    content-type: text/plain; charset=utf-8\r\ncontent-length: 122\r\n\r\n\
    现在访问的人太多。请过十秒再试。\nToo many people are here at the moment. Please try again in ten seconds.\n";

/// Serves until told to stop, then finishes what is under way.
pub async fn serve(
    listener: TcpListener,
    router: Router,
    limits: Limits,
    metrics: Metrics,
    stop: impl Future<Output = ()>,
) {
    let (stopping, stopped) = watch::channel(false);
    let places = Arc::new(Semaphore::new(limits.open));
    let queue = Arc::new(Semaphore::new(limits.waiting));
    let idle = Arc::new(Idle::default());
    let mut stop = pin!(stop);
    loop {
        let (stream, peer) = tokio::select! {
            accepted = accept(&listener) => accepted,
            () = &mut stop => break,
        };
        // A page is written in several small pieces; with Nagle's algorithm each waits 40 ms for
        // the phone's delayed answer.
        let _ = stream.set_nodelay(true);
        let mut place = places.clone().try_acquire_owned().ok();
        let mut waits = None;
        if place.is_none() {
            waits = queue.clone().try_acquire_owned().ok();
            if waits.is_none() {
                metrics.turned_away.inc();
                // As far as it goes without waiting.
                let _ = stream.try_write(FULL.as_bytes());
                continue;
            }
        }
        let connection = Connection {
            peer,
            router: router.clone(),
            limits,
            metrics: metrics.clone(),
            idle: idle.clone(),
            stopped: stopped.clone(),
        };
        let places = places.clone();
        tokio::spawn(async move {
            if place.is_none() {
                let _length = connection.metrics.waits("connections");
                place = connection.idle.wait(places, limits).await;
            }
            drop(waits);
            match place {
                Some(place) => connection.serve(stream, place).await,
                None => connection.turn_away(stream).await,
            }
        });
    }
    let _ = stopping.send(true);
    // All places are free when all that was under way is done.
    let all = u32::try_from(limits.open).unwrap_or(u32::MAX);
    let _ = places.acquire_many(all).await;
}

/// The next connection. Where the process may open no more, some will be closed soon.
async fn accept(listener: &TcpListener) -> (TcpStream, SocketAddr) {
    loop {
        match listener.accept().await {
            Ok(accepted) => return accepted,
            Err(error) if is_of_one_connection(&error) => {}
            Err(error) => {
                tracing::error!("no connection can be accepted: {error}");
                sleep(Duration::from_millis(200)).await;
            }
        }
    }
}

fn is_of_one_connection(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::ConnectionRefused
            | io::ErrorKind::ConnectionAborted
            | io::ErrorKind::ConnectionReset
    )
}

#[derive(Debug)]
struct Connection {
    peer: SocketAddr,
    router: Router,
    limits: Limits,
    metrics: Metrics,
    idle: Arc<Idle>,
    stopped: watch::Receiver<bool>,
}

impl Connection {
    async fn serve(self, stream: TcpStream, _place: OwnedSemaphorePermit) {
        let Self {
            peer,
            router,
            limits,
            metrics,
            idle,
            mut stopped,
        } = self;
        let _open = metrics.open();
        let turn = Arc::new(Turn::new(idle));
        let service = service_fn(|request: Request<Incoming>| {
            let work = Work::begin(turn.clone());
            let mut request = request.map(|body| {
                if body.is_end_stream() {
                    Body::empty()
                } else {
                    Body::new(Coming::new(body, turn.idle.clone()))
                }
            });
            request.extensions_mut().insert(ConnectInfo(peer));
            let answer = router.clone().call(request);
            async move { answer.await.map(|answer| work.until_sent(answer)) }
        });
        let stream = Patient::new(stream, limits.answer);
        {
            let connection = http1::Builder::new()
                .timer(TokioTimer::new())
                // Runs from one request to the next, too.
                .header_read_timeout(limits.head)
                // The buffer alone would let longer ones pass that come quickly.
                .max_header_size(LONGEST_HEAD)
                .max_buf_size(LONGEST_HEAD)
                .serve_connection(TokioIo::new(stream), service);
            let mut connection = pin!(connection);
            let over = tokio::select! {
                // What has come is read first: a connection that waited for its place may have to
                // give way at once, but not unheard.
                biased;
                _ = connection.as_mut() => true,
                // Nothing is lost with the beginning of a first request.
                _ = stopped.wait_for(|stopped| *stopped) => turn.is_new(),
                () = turn.gives_way.cancelled() => turn.is_new(),
            };
            if !over {
                connection.as_mut().graceful_shutdown();
                let _ = connection.await;
            }
        }
        // Last, because a request that was cut off puts it back among the idle ones.
        turn.leave();
    }

    /// Says that there is no place, and waits a little for the other side to have read it: what
    /// closes while something comes is lost on the way.
    async fn turn_away(self, mut stream: TcpStream) {
        self.metrics.turned_away.inc();
        let said = async {
            stream.write_all(FULL.as_bytes()).await?;
            stream.shutdown().await?;
            let mut rest = [0; 1024];
            while stream.read(&mut rest).await? > 0 {}
            io::Result::Ok(())
        };
        let _ = timeout(Duration::from_secs(1), said).await;
    }
}

/// The connections on which no request is under way, by the order in which that came to be.
#[derive(Debug, Default)]
struct Idle(Mutex<Resting>);

#[derive(Debug, Default)]
struct Resting {
    next: u64,
    all: BTreeMap<u64, CancellationToken>,
    /// Requests that have not come to their end, and since when.
    coming: BTreeMap<u64, (Instant, CancellationToken)>,
    /// So many wait for a place.
    waiting: usize,
    /// So many are to give way as soon as they are idle: for whoever came when none was. Never
    /// more than wait.
    wanted: usize,
}

impl Idle {
    fn with<T>(&self, change: impl FnOnce(&mut Resting) -> T) -> T {
        change(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// A place, unless there is none for so long.
    async fn wait(&self, places: Arc<Semaphore>, limits: Limits) -> Option<OwnedSemaphorePermit> {
        let mut place = pin!(places.acquire_owned());
        // In line before anybody gives way: else who comes just then would take that place.
        if let Some(place) = poll_immediate(place.as_mut()).await {
            return place.ok();
        }
        let somebody = self.begin_to_wait();
        let waits = async {
            // One gives way for one that waits, now or as soon as it has been slow.
            while !somebody && !self.cut_slowest(limits.request) {
                tokio::select! {
                    place = place.as_mut() => return place,
                    () = sleep(limits.request / 10) => {}
                }
            }
            place.await
        };
        let place = timeout(limits.patience, waits).await;
        self.end_to_wait();
        place.ok()?.ok()
    }

    /// Somebody waits: tells the one that has been so for longest, or the first that will be.
    /// Whether there is one.
    fn begin_to_wait(&self) -> bool {
        self.with(|resting| {
            resting.waiting += 1;
            if let Some((_, connection)) = resting.all.pop_first() {
                connection.cancel();
                return true;
            }
            resting.wanted += 1;
            false
        })
    }

    /// Cuts off the request that has been coming for longest, if for so long.
    fn cut_slowest(&self, patience: Duration) -> bool {
        self.with(|resting| {
            let Some(slowest) = resting.coming.first_entry() else {
                return false;
            };
            if slowest.get().0.elapsed() < patience {
                return false;
            }
            slowest.remove().1.cancel();
            resting.wanted = resting.wanted.saturating_sub(1);
            true
        })
    }

    /// They have a place, or gave up.
    fn end_to_wait(&self) {
        self.with(|resting| {
            resting.waiting -= 1;
            resting.wanted = resting.wanted.min(resting.waiting);
        });
    }
}

/// Whether a request of a connection is under way.
#[derive(Debug)]
struct Turn {
    idle: Arc<Idle>,
    gives_way: CancellationToken,
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    /// Its place among those that are idle; nothing while a request is under way.
    idle: Option<u64>,
    /// It had a request.
    used: bool,
}

impl Turn {
    fn new(idle: Arc<Idle>) -> Self {
        let turn = Self {
            idle,
            gives_way: CancellationToken::new(),
            state: Mutex::default(),
        };
        turn.rest();
        turn
    }

    fn with<T>(&self, change: impl FnOnce(&mut State) -> T) -> T {
        change(&mut self.state.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// No request is under way from now on.
    fn rest(&self) {
        // Its place is somebody's already.
        if self.gives_way.is_cancelled() {
            return;
        }
        let number = self.idle.with(|resting| {
            resting.next += 1;
            let number = resting.next;
            resting.all.insert(number, self.gives_way.clone());
            if resting.wanted > 0
                && let Some((_, connection)) = resting.all.pop_first()
            {
                resting.wanted -= 1;
                connection.cancel();
            }
            number
        });
        self.with(|state| state.idle = Some(number));
    }

    /// It is not among the idle ones any more.
    fn leave(&self) {
        if let Some(number) = self.with(|state| state.idle.take()) {
            self.idle.with(|resting| resting.all.remove(&number));
        }
    }

    fn is_new(&self) -> bool {
        self.with(|state| !state.used)
    }
}

/// A request that is under way: until its answer has been given out, or nobody waits for it.
#[derive(Debug)]
struct Work(Arc<Turn>);

impl Work {
    fn begin(turn: Arc<Turn>) -> Self {
        turn.leave();
        turn.with(|state| state.used = true);
        Self(turn)
    }

    fn until_sent(self, answer: Response<Body>) -> Response<Sending> {
        answer.map(|body| Sending { body, _work: self })
    }
}

impl Drop for Work {
    fn drop(&mut self) {
        self.0.rest();
    }
}

/// The body of a request on its way. One that is cut off is an error to whoever reads it, who
/// answers so.
struct Coming {
    body: Incoming,
    cut: Pin<Box<WaitForCancellationFutureOwned>>,
    /// Until its end.
    listed: Option<Listed>,
}

/// Among those that have not come to their end.
struct Listed {
    idle: Arc<Idle>,
    number: u64,
}

impl Coming {
    fn new(body: Incoming, idle: Arc<Idle>) -> Self {
        let cut = CancellationToken::new();
        let number = idle.with(|resting| {
            resting.next += 1;
            let since = (Instant::now(), cut.clone());
            resting.coming.insert(resting.next, since);
            resting.next
        });
        Self {
            body,
            cut: Box::pin(cut.cancelled_owned()),
            listed: Some(Listed { idle, number }),
        }
    }
}

impl Drop for Listed {
    fn drop(&mut self) {
        self.idle
            .with(|resting| resting.coming.remove(&self.number));
    }
}

impl HttpBody for Coming {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        if self.cut.as_mut().poll(context).is_ready() {
            let late = io::Error::from(io::ErrorKind::TimedOut);
            return Poll::Ready(Some(Err(axum::Error::new(late))));
        }
        let frame = ready!(Pin::new(&mut self.body).poll_frame(context));
        if frame.is_none() || self.body.is_end_stream() {
            self.listed = None;
        }
        Poll::Ready(frame.map(|frame| frame.map_err(axum::Error::new)))
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

/// The body of an answer on its way.
#[derive(Debug)]
struct Sending {
    body: Body,
    _work: Work,
}

impl HttpBody for Sending {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        Pin::new(&mut self.body).poll_frame(context)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

/// A stream that breaks off where the other side takes nothing in for too long.
#[derive(Debug)]
struct Patient {
    stream: TcpStream,
    patience: Duration,
    /// While something waits to be taken in.
    stalled: Option<Pin<Box<Sleep>>>,
}

impl Patient {
    fn new(stream: TcpStream, patience: Duration) -> Self {
        Self {
            stream,
            patience,
            stalled: None,
        }
    }

    /// Passes on what became of writing.
    fn watch<T>(
        &mut self,
        written: Poll<io::Result<T>>,
        context: &mut Context<'_>,
    ) -> Poll<io::Result<T>> {
        if written.is_ready() {
            self.stalled = None;
            return written;
        }
        let until = Instant::now() + self.patience;
        let stalled = self
            .stalled
            .get_or_insert_with(|| Box::pin(tokio::time::sleep_until(until)));
        match stalled.as_mut().poll(context) {
            Poll::Ready(()) => Poll::Ready(Err(io::ErrorKind::TimedOut.into())),
            Poll::Pending => Poll::Pending,
        }
    }
}

impl AsyncRead for Patient {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        into: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(context, into)
    }
}

impl AsyncWrite for Patient {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.stream).poll_write(context, bytes);
        self.watch(written, context)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        pieces: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.stream).poll_write_vectored(context, pieces);
        self.watch(written, context)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}

#[cfg(test)]
mod tests {
    use axum::routing::{get, post};

    use super::*;

    /// An address at which everything is answered with `ok`, and `/long` with nothing. `/sent`
    /// reads to its end what is sent.
    async fn server(limits: Limits) -> SocketAddr {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = listener.local_addr().expect("an address");
        let router = Router::new()
            .route("/", get(|| async { "ok" }))
            .route("/sent", post(|_: Bytes| async { "ok" }))
            .route("/long", get(std::future::pending::<()>))
            .route("/slow", get(|| sleep(Duration::from_millis(300))));
        let metrics = Metrics::default();
        tokio::spawn(serve(
            listener,
            router,
            limits,
            metrics,
            std::future::pending(),
        ));
        address
    }

    /// A connection on which this was sent.
    async fn sent(address: SocketAddr, text: &str) -> TcpStream {
        let mut stream = TcpStream::connect(address).await.expect("connects");
        stream.write_all(text.as_bytes()).await.expect("sends");
        stream
    }

    /// What comes until the other side closes.
    async fn rest(mut stream: TcpStream) -> String {
        let mut text = vec![];
        // One that was reset has ended as well.
        let _ = stream.read_to_end(&mut text).await;
        String::from_utf8_lossy(&text).into_owned()
    }

    const WHOLE: &str = "GET / HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n";
    const STAYS: &str = "GET / HTTP/1.1\r\nhost: a\r\n\r\n";
    const HALF: &str = "GET / HTTP/1.1\r\nhost: a\r\nx: ";
    const LONG: &str = "GET /long HTTP/1.1\r\nhost: a\r\n\r\n";

    #[tokio::test]
    async fn half_a_request_is_waited_for_and_then_no_more() {
        let head = Duration::from_millis(200);
        let limits = Limits {
            head,
            ..Limits::default()
        };
        let address = server(limits).await;
        for text in [HALF, "", STAYS] {
            let stream = sent(address, text).await;
            // Ends at all; what came whole was answered.
            let answer = rest(stream).await;
            assert_eq!(answer.starts_with("HTTP/1.1 200"), text == STAYS, "{text}");
        }
    }

    #[tokio::test]
    async fn halves_of_requests_hold_nobody_up() {
        let limits = Limits {
            open: 8,
            waiting: 4,
            ..Limits::default()
        };
        let address = server(limits).await;
        // Some only after a request that was whole.
        let mut kept = vec![];
        for n in 0..100 {
            let text = if n % 3 == 0 {
                format!("{STAYS}{HALF}")
            } else {
                HALF.to_owned()
            };
            kept.push(sent(address, &text).await);
            if n % 10 == 9 {
                let answer = rest(sent(address, WHOLE).await).await;
                assert!(answer.starts_with("HTTP/1.1 200"), "{n}: {answer}");
            }
        }
    }

    #[tokio::test]
    async fn many_halves_at_once_hold_nobody_up() {
        let limits = Limits {
            open: 8,
            waiting: 400,
            ..Limits::default()
        };
        let address = server(limits).await;
        let mut kept = vec![];
        for _ in 0..300 {
            kept.push(sent(address, HALF).await);
        }
        for _ in 0..3 {
            let answer = rest(sent(address, WHOLE).await).await;
            assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
        }
    }

    #[tokio::test]
    async fn whoever_has_been_answered_gives_way_to_those_who_wait() {
        let limits = Limits {
            open: 2,
            waiting: 4,
            ..Limits::default()
        };
        let address = server(limits).await;
        let slow = "GET /slow HTTP/1.1\r\nhost: a\r\n\r\n";
        // They stay open after their answers.
        let kept = [sent(address, slow).await, sent(address, slow).await];
        let answer = rest(sent(address, WHOLE).await).await;
        assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
        drop(kept);
    }

    #[tokio::test]
    async fn what_comes_slowly_gives_way_to_those_who_wait() {
        let limits = Limits {
            open: 3,
            waiting: 4,
            request: Duration::from_millis(500),
            ..Limits::default()
        };
        let address = server(limits).await;
        let slow =
            "POST /sent HTTP/1.1\r\nhost: a\r\nconnection: close\r\ncontent-length: 9\r\n\r\nx";
        let mut kept = vec![];
        for _ in 0..3 {
            kept.push(sent(address, slow).await);
        }
        // Nobody waited so far, and they could have taken all the time they want.
        let answer = rest(sent(address, WHOLE).await).await;
        assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
        let mut cut = 0;
        for mut stream in kept {
            // The other side may have closed.
            let _ = stream.write_all(b"12345678").await;
            let answer = rest(stream).await;
            if !answer.starts_with("HTTP/1.1 200") {
                cut += 1;
            }
        }
        assert_eq!(cut, 1, "one gave way for one that waited");
    }

    #[tokio::test]
    async fn where_every_place_is_taken_one_is_told_to_come_again() {
        let limits = Limits {
            open: 2,
            waiting: 1,
            patience: Duration::from_secs(2),
            ..Limits::default()
        };
        let address = server(limits).await;
        let mut kept = vec![sent(address, LONG).await, sent(address, LONG).await];
        let answer = rest(sent(address, WHOLE).await).await;
        assert!(answer.starts_with("HTTP/1.1 503"), "{answer}");
        assert!(answer.contains("retry-after: 10") && answer.contains("请过十秒"));
        // Whoever waits is served when a place is free.
        let waits = sent(address, WHOLE).await;
        kept.pop();
        let answer = rest(waits).await;
        assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    }

    #[tokio::test]
    async fn whoever_has_waited_for_a_place_is_answered_and_does_not_give_way_unheard() {
        let limits = Limits {
            open: 1,
            waiting: 16,
            ..Limits::default()
        };
        let address = server(limits).await;
        let kept = sent(address, LONG).await;
        let mut waiting = vec![];
        for _ in 0..16 {
            waiting.push(sent(address, WHOLE).await);
        }
        drop(kept);
        for stream in waiting {
            let answer = rest(stream).await;
            assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
        }
    }

    #[test]
    fn what_is_said_where_there_is_no_place_has_the_length_that_it_says() {
        let (head, body) = FULL.split_once("\r\n\r\n").expect("a head");
        assert!(head.contains(&format!("content-length: {}", body.len())));
    }
}
