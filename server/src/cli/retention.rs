//! `twoline retention`: for how long what can be erased is kept, and erasing what had its time.

use app::context::now;
use app::send::envelope;
use clap::{Args, Subcommand};
use domain::retention::What;
use domain::words::time;
use domain::{Command, Community, Language, Sender};
use store::Store;

use super::office::In;
use crate::error::Error;
use crate::retention::{carry_out, due, name};

#[derive(Debug, Subcommand)]
pub(super) enum Retention {
    /// For how many days each kind is kept, and what was erased last.
    Show(Show),
    /// Change that, from now on.
    Set(Set),
    /// Erase now what had its time. The server does it by itself, each hour.
    Run(Run),
}

#[derive(Debug, Args)]
pub(super) struct Show {
    #[command(flatten)]
    of: In,
}

#[derive(Debug, Args)]
pub(super) struct Set {
    /// Days for which names of members are kept whose membership has ended.
    #[arg(long, value_name = "DAYS")]
    names: Option<u32>,
    /// For photos of issues that were declined or withdrawn.
    #[arg(long, value_name = "DAYS")]
    photos: Option<u32>,
    /// For exact positions of issues that were declined, withdrawn or closed.
    #[arg(long, value_name = "DAYS")]
    positions: Option<u32>,
    /// For words of complaints that the committee has settled.
    #[arg(long, value_name = "DAYS")]
    complaints: Option<u32>,
    /// For messages in inboxes.
    #[arg(long, value_name = "DAYS")]
    notices: Option<u32>,
    #[command(flatten)]
    of: In,
}

#[derive(Debug, Args)]
pub(super) struct Run {
    /// Only say what would go.
    #[arg(long)]
    dry_run: bool,
    #[command(flatten)]
    of: In,
}

impl Retention {
    pub(super) async fn run(self) -> Result<(), Error> {
        match self {
            Retention::Show(Show { of }) => {
                let (store, community) = of.open().await?;
                show(&store, &community).await
            }
            Retention::Set(set) => set.run().await,
            Retention::Run(Run { dry_run, of }) => {
                let (store, community) = of.open().await?;
                run(&store, &community, dry_run).await
            }
        }
    }
}

impl Set {
    async fn run(self) -> Result<(), Error> {
        let (store, community) = self.of.open().await?;
        let mut periods = store.periods(community.id).await?;
        for what in What::ALL {
            let days = match what {
                What::Names => self.names,
                What::Photos => self.photos,
                What::Positions => self.positions,
                What::Complaints => self.complaints,
                What::Notices => self.notices,
            };
            if let Some(days) = days {
                periods = periods.with(what, days);
            }
        }
        let envelope = envelope(Command::ChangePeriods(periods));
        let answer = store.execute(community.id, Sender::Operator, &envelope, now());
        answer.await?.map_err(|_| Error::Periods)?;
        show(&store, &community).await
    }
}

async fn show(store: &Store, community: &Community) -> Result<(), Error> {
    let periods = store.periods(community.id).await?;
    let erased = store.erased(community.id).await?;
    for what in What::ALL {
        let (code, days) = (what.code(), periods.of(what));
        let last = erased.iter().find(|it| it.what == what);
        let last = last.map_or_else(String::new, |it| {
            let day = time::date(community.zone.date(it.at), Language::English);
            format!("; last erased: {}, {day}", it.gone)
        });
        let name = name(what).of(Language::English);
        println!("{code:<10} {days:>5} days  {name}{last}");
    }
    Ok(())
}

async fn run(store: &Store, community: &Community, dry: bool) -> Result<(), Error> {
    let due = due(store, community.id, now()).await?;
    if due.is_empty() {
        println!("nothing has had its time");
    }
    for forget in due {
        let before = time::date(community.zone.date(forget.before), Language::English);
        let name = name(forget.what).of(Language::English);
        let gone = forget.gone;
        if dry {
            println!("would be erased: {gone} {name}, older than {before}");
        } else {
            carry_out(store, community.id, forget, now()).await?;
            println!("erased: {gone} {name}, older than {before}");
        }
    }
    Ok(())
}
