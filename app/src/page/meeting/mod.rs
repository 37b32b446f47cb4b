use leptos::prelude::*;
use domain::meeting::MeetingCard;
#[component] pub fn MeetingList(meetings: Vec<MeetingCard>) -> impl IntoView { let _ = meetings; }
#[component] pub fn ListPage() -> impl IntoView {}
#[component] pub fn NewPage() -> impl IntoView {}
#[component] pub fn AgendaPage() -> impl IntoView {}
#[component] pub fn PrintPage() -> impl IntoView {}
#[component] pub fn DecisionsPage() -> impl IntoView {}
