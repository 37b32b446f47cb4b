//! Papers as PDF: gathers what stands on them, has them typeset, and keeps those of a locked
//! agenda.

use std::path::Path;
use std::sync::{Arc, OnceLock};

use app::context::now;
use domain::meeting::{MeetingView, Status};
use domain::paper::{Paper, PaperKind, Print, paper, papers};
use domain::{Community, CommunityId, Language, PhotoId, Viewer};
use store::{KeptPaper, Store};
use tokio::sync::Semaphore;
use typeset::{Fonts, Photos};

use crate::photo;

/// Why there is no PDF.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("the database failed: {0}")]
    Store(#[from] store::Error),
    #[error(transparent)]
    Typeset(#[from] typeset::Error),
}

/// Which papers of a meeting stand in one file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Which {
    /// All that there are now.
    All,
    /// What everybody in the room has before them: the agenda and the items' sheets.
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
            Which::One(kind) if kind.is_of_agenda() => Some(kind.to_string()),
            Which::All | Which::One(_) => None,
        }
    }

    fn of(self, print: &Print<'_>) -> Vec<Paper> {
        match self {
            Which::All => papers(print),
            Which::Set => {
                let mut papers = papers(print);
                papers.retain(|paper| paper.kind.goes_with(print.view).is_of_agenda());
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

/// What prints: the fonts, and one turn after the other. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Press {
    folder: Arc<Path>,
    /// Read when something is printed first: 30 MB that a server which never prints needs not hold.
    fonts: Arc<OnceLock<Fonts>>,
    /// Typesetting takes a processor for a second, and memory.
    turn: Arc<Semaphore>,
}

impl Press {
    /// With the fonts in this folder.
    pub fn new(fonts: &Path) -> Self {
        Self {
            folder: fonts.into(),
            fonts: Arc::default(),
            turn: Arc::new(Semaphore::new(1)),
        }
    }

    /// The PDF; `None` where there is no such paper for this viewer now.
    pub async fn print(&self, store: &Store, order: &Order<'_>) -> Result<Option<Vec<u8>>, Error> {
        let community = order.community.id;
        let view = store.meeting(community, order.number, order.viewer).await?;
        let Some(view) = view else { return Ok(None) };
        let kept = kept_as(order, &view);
        let printed = async || match &kept {
            Some(kept) => store.kept_paper(community, kept).await,
            None => Ok(None),
        };
        if let Some(pdf) = printed().await? {
            return Ok(Some(pdf));
        }
        // Before anything is gathered: whoever waits holds no photos. Never closed, so that this
        // always succeeds.
        let turn = self.turn.clone().acquire_owned().await;
        // Whoever had the turn before may have made it.
        if let Some(pdf) = printed().await? {
            return Ok(Some(pdf));
        }
        let plan = store.plan(community).await?;
        let papers = order.which.of(&Print {
            community: order.community,
            public_url: order.public_url,
            view: &view,
            plan: &plan,
            language: order.language,
        });
        if papers.is_empty() {
            return Ok(None);
        }
        let photos = photos(store, community, &papers).await?;
        let press = self.clone();
        let made = tokio::task::spawn_blocking(move || {
            // The turn is over when this is done, also where nobody waits for it any more.
            let pdf = press.typeset(&papers, photos);
            (pdf, turn)
        });
        let (pdf, turn) = made
            .await
            .map_err(|panic| typeset::Error::Template(panic.to_string()))?;
        let pdf = match kept {
            Some(kept) => store.keep_paper(community, &kept, pdf?, now()).await?,
            None => pdf?,
        };
        drop(turn);
        Ok(Some(pdf))
    }

    fn typeset(&self, papers: &[Paper], photos: Photos) -> Result<Vec<u8>, typeset::Error> {
        let grey = photos.into_iter().filter_map(|(id, photo)| {
            // One that can't be read leaves its frame empty.
            photo::for_paper(&photo).map(|grey| (id, grey))
        });
        typeset::pdf(papers, grey.collect(), self.fonts()?)
    }

    fn fonts(&self) -> Result<&Fonts, typeset::Error> {
        if let Some(fonts) = self.fonts.get() {
            return Ok(fonts);
        }
        // Where they are missing they may be there next time.
        let fonts = Fonts::read(&self.folder)?;
        Ok(self.fonts.get_or_init(|| fonts))
    }
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
