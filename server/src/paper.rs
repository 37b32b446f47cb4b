//! Papers as PDF: gathers what stands on them, has them typeset, and keeps those of a locked
//! agenda.

use std::collections::{HashMap, VecDeque};
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};
use std::time::Instant;

use app::context::now;
use domain::hex::sha256_hex;
use domain::meeting::{MeetingView, Status};
use domain::paper::slips::Slips;
use domain::paper::{Paper, PaperKind, Print, paper, papers};
use domain::{Community, CommunityId, Language, PhotoId, Viewer};
use store::{KeptPaper, Store};
use tokio::sync::{Semaphore, watch};
use typeset::{Fonts, Photos};

use crate::metrics::Metrics;
use crate::photo;

/// Why there is no PDF.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("the database failed: {0}")]
    Store(#[from] store::Error),
    #[error(transparent)]
    Typeset(#[from] typeset::Error),
    #[error("there are too many papers to print at the moment")]
    Busy,
    #[error("making the PDF broke off")]
    BrokeOff,
}

/// Which papers of a meeting stand in one file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Which {
    /// All that there are now.
    All,
    /// What a meeting is run from: agenda, leaves, record and sign-in sheet.
    Set,
    One(PaperKind),
}

impl Which {
    /// As in addresses and on the command line: `set`, `agenda`, `item-3`.
    pub fn from_code(code: &str) -> Option<Self> {
        match code {
            "set" => Some(Which::Set),
            _ => PaperKind::from_code(code).map(Which::One),
        }
    }

    /// Under which name its PDF is kept once the agenda is locked. What is filled in or changes
    /// later is made anew.
    fn kept_as(self) -> Option<String> {
        match self {
            Which::Set => Some("set".to_owned()),
            Which::One(kind) if kind.is_settled() => Some(kind.to_string()),
            Which::All | Which::One(_) => None,
        }
    }

    fn of(self, print: &Print<'_>) -> Vec<Paper> {
        match self {
            Which::All => papers(print),
            Which::Set => {
                let mut papers = papers(print);
                papers.retain(|paper| paper.kind.goes_with(print.view).is_of_set());
                papers
            }
            Which::One(kind) => paper(print, kind).into_iter().collect(),
        }
    }
}

/// A wish for a PDF.
#[derive(Debug, Clone, Copy)]
pub struct Order<'a> {
    pub community: &'a Community,
    /// Papers show what this viewer may see.
    pub viewer: &'a Viewer,
    /// Without a slash at its end.
    pub public_url: &'a str,
    /// The meeting's.
    pub number: u32,
    pub language: Language,
    pub which: Which,
}

/// What prints: the fonts, and one turn after the other for members and for visitors apart, so that
/// nobody from outside stands before a member. Who asks for what is being made already waits for
/// that. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Press(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    folder: Box<Path>,
    /// Read when something is printed first: 30 MB that a server which never prints needs not hold.
    fonts: OnceLock<Fonts>,
    /// Typesetting takes a processor for a second, and memory.
    members: Arc<Semaphore>,
    visitors: Arc<Semaphore>,
    desk: Mutex<Desk>,
    metrics: Metrics,
}

/// What is being made, and what was made lately and is kept nowhere else.
#[derive(Debug, Default)]
struct Desk {
    jobs: HashMap<Job, Outcome>,
    lately: VecDeque<(Job, Arc<[u8]>)>,
}

/// Papers for somebody: equal where they are the same to the last letter.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct Job {
    community: CommunityId,
    for_members: bool,
    /// Of all that stands on the papers.
    papers: String,
}

/// Comes when it is made, for all who wait; never where making it broke off.
type Outcome = watch::Receiver<Option<Result<Arc<[u8]>, Arc<Error>>>>;

/// Most jobs at a time of all members, and of all visitors.
const MEMBERS_JOBS: usize = 64;
const VISITORS_JOBS: usize = 16;
/// Most bytes of PDFs that are kept in memory.
const LATELY: usize = 32 << 20;

impl Press {
    /// With the fonts in this folder.
    pub fn new(fonts: &Path, metrics: Metrics) -> Self {
        Self(Arc::new(Inner {
            folder: fonts.into(),
            fonts: OnceLock::new(),
            members: Arc::new(Semaphore::new(1)),
            visitors: Arc::new(Semaphore::new(1)),
            desk: Mutex::default(),
            metrics,
        }))
    }

    /// The PDF; `None` where there is no such paper for this viewer now. Once it is being made it
    /// is made and kept, also where nobody waits for it any more.
    pub async fn print(
        &self,
        store: &Store,
        order: &Order<'_>,
    ) -> Result<Option<Arc<[u8]>>, Arc<Error>> {
        let community = order.community.id;
        let view = store.meeting(community, order.number, order.viewer).await;
        let Some(view) = view.map_err(Error::from)? else {
            return Ok(None);
        };
        let for_members = order.viewer.is_member();
        let reader = reader(for_members);
        let kept = kept_as(order, &view);
        if let Some(kept) = &kept {
            let pdf = store.kept_paper(community, kept).await;
            if let Some(pdf) = pdf.map_err(Error::from)? {
                self.0.metrics.pdf(reader, "Kept");
                return Ok(Some(pdf.into()));
            }
        }
        let plan = store.plan(community).await.map_err(Error::from)?;
        let history = store.history(community, &view, order.viewer).await;
        let history = history.map_err(Error::from)?;
        let papers = order.which.of(&Print {
            community: order.community,
            public_url: order.public_url,
            view: &view,
            history: &history,
            plan: &plan,
            language: order.language,
        });
        if papers.is_empty() {
            return Ok(None);
        }
        self.made(store, community, papers, for_members, kept)
            .await
            .map(Some)
    }

    /// Papers that are of no meeting, for members.
    pub async fn papers(
        &self,
        store: &Store,
        community: CommunityId,
        papers: Vec<Paper>,
    ) -> Result<Arc<[u8]>, Arc<Error>> {
        self.made(store, community, papers, true, None).await
    }

    /// Made once for all who ask for the same.
    async fn made(
        &self,
        store: &Store,
        community: CommunityId,
        papers: Vec<Paper>,
        for_members: bool,
        kept: Option<KeptPaper>,
    ) -> Result<Arc<[u8]>, Arc<Error>> {
        let reader = reader(for_members);
        let written = serde_json::to_vec(&papers).unwrap_or_default();
        let job = Job {
            community,
            for_members,
            papers: sha256_hex(written),
        };
        let mut outcome = {
            let mut desk = self.desk();
            if let Some((_, pdf)) = desk.lately.iter().find(|(made, _)| *made == job) {
                self.0.metrics.pdf(reader, "Kept");
                return Ok(pdf.clone());
            }
            if let Some(outcome) = desk.jobs.get(&job) {
                self.0.metrics.pdf(reader, "Shared");
                outcome.clone()
            } else {
                let others = desk.jobs.keys();
                let others = others.filter(|other| other.for_members == for_members);
                let most = if for_members {
                    MEMBERS_JOBS
                } else {
                    VISITORS_JOBS
                };
                if others.count() >= most {
                    self.0.metrics.pdf(reader, "Busy");
                    return Err(Arc::new(Error::Busy));
                }
                self.0.metrics.pdf(reader, "Made");
                let (say, outcome) = watch::channel(None);
                desk.jobs.insert(job.clone(), outcome.clone());
                let work = Work {
                    press: self.clone(),
                    store: store.clone(),
                    job,
                    kept,
                };
                tokio::spawn(async move {
                    let made = work.make(papers).await.map_err(Arc::new);
                    let _ = say.send(Some(made));
                });
                outcome
            }
        };
        let made = outcome.wait_for(Option::is_some).await;
        let made = made.ok().and_then(|made| made.clone());
        made.unwrap_or_else(|| Err(Arc::new(Error::BrokeOff)))
    }

    fn desk(&self) -> MutexGuard<'_, Desk> {
        self.0.desk.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn typeset(&self, papers: &[Paper], photos: Photos) -> Result<Vec<u8>, typeset::Error> {
        let started = Instant::now();
        let grey = photos.into_iter().filter_map(|(id, photo)| {
            // One that can't be read leaves its frame empty.
            photo::for_paper(&photo).map(|grey| (id, grey))
        });
        let pdf = typeset::pdf(papers, grey.collect(), self.fonts()?);
        self.0.metrics.typeset(started.elapsed());
        pdf
    }

    /// Whether there is what it takes to print: asked before something that can't be undone.
    pub fn ready(&self) -> Result<(), Arc<Error>> {
        self.fonts()
            .map(|_| ())
            .map_err(|error| Arc::new(error.into()))
    }

    /// Household slips as PDF. They hold codes, and are kept nowhere.
    pub async fn slips(&self, slips: Slips) -> Result<Vec<u8>, Arc<Error>> {
        let _turn = self.0.members.acquire().await;
        let press = self.clone();
        let made = tokio::task::spawn_blocking(move || {
            typeset::slips(&slips, press.fonts()?).map_err(Error::from)
        });
        let made = made.await.unwrap_or(Err(Error::BrokeOff));
        made.map_err(Arc::new)
    }

    fn fonts(&self) -> Result<&Fonts, typeset::Error> {
        if let Some(fonts) = self.0.fonts.get() {
            return Ok(fonts);
        }
        // Where they are missing they may be there next time.
        let fonts = Fonts::read(&self.0.folder)?;
        Ok(self.0.fonts.get_or_init(|| fonts))
    }
}

/// A job that is under way until this is dropped.
#[derive(Debug)]
struct Work {
    press: Press,
    store: Store,
    job: Job,
    /// Under which name the store keeps it, if it does.
    kept: Option<KeptPaper>,
}

impl Work {
    /// Makes the PDF when its turn has come.
    async fn make(&self, papers: Vec<Paper>) -> Result<Arc<[u8]>, Error> {
        let (inner, store, community) = (&self.press.0, &self.store, self.job.community);
        let (turns, queue) = if self.job.for_members {
            (&inner.members, "papers of members")
        } else {
            (&inner.visitors, "papers of visitors")
        };
        // Before any photo is read: whoever waits holds none. Never closed, so that this always
        // succeeds.
        let waits = inner.metrics.waits(queue);
        let _turn = turns.acquire().await;
        drop(waits);
        // Somebody may have kept it meanwhile, in another process, too.
        if let Some(kept) = &self.kept
            && let Some(pdf) = store.kept_paper(community, kept).await?
        {
            return Ok(pdf.into());
        }
        let photos = photos(store, community, &papers).await?;
        let press = self.press.clone();
        let made = tokio::task::spawn_blocking(move || press.typeset(&papers, photos));
        let pdf = made
            .await
            .map_err(|panic| typeset::Error::Template(panic.to_string()))??;
        let Some(kept) = &self.kept else {
            let pdf: Arc<[u8]> = pdf.into();
            self.press.desk().remember(&self.job, &pdf);
            return Ok(pdf);
        };
        let pdf = store.keep_paper(community, kept, pdf, now()).await?;
        Ok(pdf.into())
    }
}

impl Drop for Work {
    fn drop(&mut self) {
        self.press.desk().jobs.remove(&self.job);
    }
}

impl Desk {
    fn remember(&mut self, job: &Job, pdf: &Arc<[u8]>) {
        self.lately.push_back((job.clone(), pdf.clone()));
        let mut bytes: usize = self.lately.iter().map(|(_, pdf)| pdf.len()).sum();
        while bytes > LATELY
            && let Some((_, oldest)) = self.lately.pop_front()
        {
            bytes -= oldest.len();
        }
    }
}

/// As the figures of the server call them.
fn reader(for_members: bool) -> &'static str {
    if for_members { "member" } else { "visitor" }
}

fn kept_as(order: &Order<'_>, view: &MeetingView) -> Option<KeptPaper> {
    match view.meeting.status {
        Status::Draft => None,
        Status::Locked | Status::Published => Some(KeptPaper {
            meeting: view.meeting.id,
            language: order.language,
            kind: order.which.kept_as()?,
            for_members: order.viewer.is_member(),
        }),
    }
}

/// The photos on papers, as they are kept.
async fn photos(
    store: &Store,
    community: CommunityId,
    papers: &[Paper],
) -> Result<Photos, store::Error> {
    let ids: Vec<PhotoId> = papers.iter().flat_map(Paper::photos).collect();
    let mut photos = Photos::new();
    for id in ids {
        if let Some(photo) = store.photo(community, id, false).await? {
            photos.insert(id, photo);
        }
    }
    Ok(photos)
}
