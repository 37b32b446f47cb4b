//! The community that something is imported into: found, or made if that was asked for.

use app::context::{new_id, now};
use domain::community::{CreateCommunity, is_slug};
use domain::{
    Command, CommandId, Community, CommunityId, Envelope, Language, Refusal, Sender, Zone,
};
use store::Store;

use crate::demo;
use crate::error::Error;

/// Which community is meant.
#[derive(Debug)]
pub struct Request<'a> {
    pub slug: &'a str,
    /// The name of the community, if it is to be made.
    pub create: Option<&'a str>,
    /// Its name in the other language; may be empty.
    pub other_name: &'a str,
    /// The zone of one that is made.
    pub zone: &'a Zone,
}

/// The community, or nothing if it is to be made and can be.
pub async fn find(store: &Store, request: &Request<'_>) -> Result<Option<Community>, Error> {
    if request.create.is_none() {
        let advice = "\nTo make it, add --create \"Its name\".";
        return named(store, request.slug, advice).await.map(Some);
    }
    if let Some(community) = store.community(request.slug).await? {
        return Ok(Some(community));
    }
    if !is_slug(request.slug) {
        return Err(Error::Slug(request.slug.to_owned()));
    }
    Ok(None)
}

/// The community, made if that was asked for.
pub async fn find_or_create(store: &Store, request: &Request<'_>) -> Result<Community, Error> {
    match find(store, request).await? {
        Some(community) => Ok(community),
        None => create(store, request).await,
    }
}

/// The community that must be there.
pub async fn known(store: &Store, slug: &str) -> Result<Community, Error> {
    named(store, slug, "").await
}

async fn named(store: &Store, slug: &str, advice: &'static str) -> Result<Community, Error> {
    if let Some(community) = store.community(slug).await? {
        return Ok(community);
    }
    let slugs = store.communities().await?.into_iter().map(|c| c.slug);
    Err(Error::NoCommunity {
        slug: slug.to_owned(),
        known: slugs.collect(),
        advice,
    })
}

/// Makes the community.
pub async fn create(store: &Store, request: &Request<'_>) -> Result<Community, Error> {
    if demo::is_in(store).await? {
        return Err(Error::DemoIsThere);
    }
    let name = request.create.unwrap_or(request.slug);
    let id = CommunityId(new_id());
    let create = Command::CreateCommunity(CreateCommunity {
        slug: request.slug.to_owned(),
        name: name.to_owned(),
        other_name: request.other_name.to_owned(),
        language: language_of(name),
        zone: request.zone.clone(),
    });
    let envelope = Envelope {
        id: CommandId(id.0),
        command: create,
    };
    match store
        .execute(id, Sender::Operator, &envelope, now())
        .await?
    {
        Ok(_) => {}
        Err(Refusal::Exists) => return Err(Error::SlugTaken(request.slug.to_owned())),
        Err(refusal) => return Err(Error::Refused(refusal)),
    }
    store
        .community(request.slug)
        .await?
        .ok_or(Error::Refused(Refusal::NotFound))
}

/// The language of a community's own content, as its name is written.
pub fn language_of(name: &str) -> Language {
    let chinese = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c);
    if name.chars().any(chinese) {
        Language::Chinese
    } else {
        Language::English
    }
}
