//! The one place that names, for each command, the function that decides it.

use crate::{
    Actor, Command, Envelope, Outcome, Refusal, State, TextId, Timestamp, account, agenda, back,
    community, complaint, household, issue, meeting, membership, office, organisation, place,
    retention, work,
};

/// Decides one command: what follows from it, or why it is refused.
///
/// `state` needs to hold only what the command [touches](Command::touches); the store loads that
/// much and no more. A command whose id was already carried out changes nothing and gets its first
/// receipt again.
pub fn decide(
    state: &State,
    actor: &Actor,
    envelope: &Envelope,
    now: Timestamp,
) -> Result<Outcome, Refusal> {
    if let Some(done) = state.done.get(&envelope.id) {
        // An id belongs to whoever used it first: nobody learns another's receipt by guessing ids.
        // The operator is nobody's person as a visitor is, so it takes the right to send it, too.
        return if done.actor != actor.person || !actor.may(envelope.command.action()) {
            Err(Refusal::NotAllowed)
        } else if done.fingerprint != envelope.command.fingerprint() {
            Err(Refusal::OtherCommand)
        } else {
            Ok(Outcome::again(done.receipt.clone()))
        };
    }
    let command = &envelope.command;
    actor.require(command.action())?;
    let text = TextId::of(envelope.id);
    match command {
        Command::CreateCommunity(c) => community::create(state, c),
        Command::SetPlan(plan) => place::set_plan(state, plan),
        Command::NameBuilding(c) => place::name_building(state, c),
        Command::RegisterHousehold(c) => household::register(state, c),
        Command::PrintSlip(c) => household::print_slip(state, c, now),
        Command::ChangeRegister(change) => household::change(state, change),
        Command::RenewSlip(c) => household::renew_slip(state, c, now),
        Command::JoinAtDesk(c) => household::join_at_desk(state, actor, c),
        Command::Join(c) => household::join(state, c, now),
        Command::ReportStranger { person } => membership::report(state, actor, *person),
        Command::ConfirmMember { person } => membership::confirm(state, *person),
        Command::EndMembership(c) => membership::end(state, actor, c, text),
        Command::DeleteAccount {} => account::delete(state, actor),
        Command::LetBack(c) => back::let_back(state, actor, c, now),
        Command::ComeBack(_) => back::come_back(state, now),
        Command::GrantOffice(c) => office::grant(state, c),
        Command::EndOffice(c) => office::end(state, actor, c),
        Command::InviteOfficer(c) => office::invite(state, c, now),
        Command::WithdrawInvitation { invitation } => office::withdraw(state, *invitation),
        Command::AddOrganisation(c) => organisation::add(state, c),
        Command::RenameOrganisation(c) => organisation::rename(state, c),
        Command::EndOrganisation { organisation } => organisation::end(state, *organisation),
        Command::FileIssue(c) => issue::file(state, actor, c, text, now),
        Command::EditIssue(c) => issue::edit(state, actor, c, text, now),
        Command::AddFacts(c) => issue::add_facts(state, actor, c, text, now),
        Command::WithdrawIssue(c) => issue::withdraw(state, actor, c, text),
        Command::Second { issue } => issue::second(state, actor, *issue),
        Command::TakeBackSecond { issue } => issue::take_back(state, actor, *issue),
        Command::SecondOnBehalf(c) => issue::second_on_behalf(state, actor, c),
        Command::TakeBackOnBehalf(c) => issue::take_back_on_behalf(state, actor, c),
        Command::AcceptIssue(c) => issue::accept(state, c),
        Command::ReviseIssue(c) => issue::revise(state, actor, c, text),
        Command::DeclineIssue(c) => issue::decline(state, actor, c, text),
        Command::AnswerIssue(c) => issue::answer(state, actor, c, text),
        Command::Complain(c) => complaint::complain(state, actor, c, text, now),
        Command::DismissComplaints { issue } => complaint::dismiss(state, *issue),
        Command::HideIssue(c) => complaint::hide(state, actor, c, text),
        Command::Appeal(c) => complaint::appeal(state, actor, c, text),
        Command::RestoreIssue(c) => complaint::restore(state, actor, c, text),
        Command::UpholdHiding(c) => complaint::uphold(state, actor, c, text),
        Command::BlackOut(c) => issue::black_out(state, actor, c),
        Command::ImportReport(report) => issue::import(state, report, text, now),
        Command::CreateMeeting(c) => meeting::create(state, c, now),
        Command::ChangeMeeting { change, version } => meeting::change(state, change, *version, now),
        Command::FillAgenda { meeting, version } => meeting::fill(state, *meeting, *version),
        Command::AddItem(c) => meeting::add_item(state, actor, c, text),
        Command::DropItem(c) => meeting::drop_item(state, actor, c, text),
        Command::MoveItem { change, to } => meeting::move_item(state, actor, change, *to, text),
        Command::MoveItems(c) => meeting::move_items(state, actor, c, text),
        Command::SetItemMinutes { change, minutes } => {
            meeting::set_minutes(state, actor, change, *minutes, text)
        }
        Command::ChangeAgendaSettings(settings) => agenda::change_settings(settings),
        Command::AddSupplement(c) => meeting::add_supplement(state, actor, c, text),
        Command::LockAgenda { meeting, version } => meeting::lock(state, *meeting, *version),
        Command::EnterDecision(c) => meeting::enter_decision(state, actor, c, text, now),
        Command::PublishDecisions { meeting, version } => {
            meeting::publish(state, *meeting, *version, now)
        }
        Command::BeginWork(c) => work::begin(state, actor, c, text, now),
        Command::ReportProgress(c) => work::report(state, actor, c, text),
        Command::ChangeDue(c) => work::change_due(state, actor, c, text, now),
        Command::PublishResult(c) => work::publish(state, actor, c, text, now),
        Command::AddTask(c) => work::add_task(state, actor, c, text),
        Command::ChangeTask(c) => work::change_task(state, actor, c),
        Command::ReferWork(c) => work::refer(state, actor, c, text, now),
        Command::EnterReply(c) => work::reply(state, actor, c, text, now),
        Command::OfferResource(c) => work::offer(state, actor, c, text),
        Command::AnswerOffer(c) => work::answer_offer(state, actor, c, text),
        Command::WithdrawOffer { issue, offer } => {
            work::withdraw_offer(state, actor, *issue, *offer)
        }
        Command::Appraise(c) => work::appraise(state, actor, c, text, now),
        Command::AppraiseFor(c) => work::appraise_for(state, actor, c, text, now),
        Command::CloseAppraisal { issue } => work::close(state, *issue, now),
        Command::ReturnDeferred { issue } => work::return_deferred(state, *issue, now),
        Command::ChangeAppraisalSettings(settings) => work::change_settings(*settings),
        Command::ChangePeriods(periods) => retention::change(periods),
        Command::Forget(c) => retention::forget(state, c, now),
        Command::ChooseDiscretion(c) => issue::choose(state, actor, c),
        Command::TakeDocument { meeting } => meeting::take_document(state, *meeting),
    }
}
