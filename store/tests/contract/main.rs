//! What every database has to do. Each test is a function of a database, and the list below runs
//! all of them on each.
//!
//! PostgreSQL's half finds a server by `TWOLINE_TEST_POSTGRES`;
//! `scripts/with-postgres cargo test -p store` starts one.

#![expect(
    clippy::too_many_lines,
    reason = "what happens one after the other is told in one piece"
)]

mod account;
mod apart;
mod backup;
mod check;
mod common;
mod complaint;
mod discretion;
mod feed;
mod figures;
mod frozen;
mod health;
mod household;
mod integration;
mod issue;
mod journal;
mod mail;
mod meeting;
mod odd;
mod office;
mod paper;
mod photo;
mod race;
mod rebuild;
mod retention;
mod story;
mod work;

macro_rules! contract {
    ($($concept:ident::$test:ident),+ $(,)?) => {
        contract!(@on sqlite: $($concept::$test),+);
        contract!(@on postgres: $($concept::$test),+);
    };
    (@on $database:ident: $($concept:ident::$test:ident),+) => {
        mod $database {
            $(
                #[tokio::test(flavor = "multi_thread", worker_threads = 4)]
                async fn $test() {
                    let database = crate::common::Database::$database().await;
                    crate::$concept::$test(&database).await;
                    database.remove().await;
                }
            )+
        }
    };
}

contract! {
    account::what_somebody_wrote_is_theirs_to_take_and_gone_when_they_leave,
    apart::no_query_shows_anothers_rows,
    apart::no_command_changes_anothers_rows,
    apart::the_same_ids_mean_something_else_here,
    backup::what_was_backed_up_is_restored_on_either_database,
    backup::a_backup_is_of_one_moment_while_commands_go_on,
    backup::a_restore_needs_a_backup_and_an_empty_database,
    backup::a_database_that_is_not_there_is_not_made,
    check::what_commands_made_is_what_the_journal_says,
    check::a_check_sees_one_moment_while_commands_go_on,
    check::every_row_that_differs_is_named,
    check::what_cannot_be_read_is_an_error_that_names_its_column,
    frozen::what_releases_made_opens_and_is_whole,
    frozen::backups_of_releases_are_restored,
    household::communities_are_found_by_slug_and_their_plan_reads_back,
    household::a_new_plan_replaces_all_but_the_buildings_that_are_in_use,
    household::a_slip_admits_as_many_as_it_says_until_it_expires,
    household::a_register_is_entered_retired_and_says_who_has_joined,
    household::a_slip_printed_again_makes_the_earlier_one_void,
    household::a_setup_link_is_good_once_and_a_new_one_makes_it_void,
    household::wrong_codes_are_counted_and_forgotten,
    household::a_member_is_known_by_household_and_roles,
    household::a_visit_is_the_session_the_community_and_the_viewer,
    household::a_session_is_made_again_only_while_nobody_has_used_it,
    household::a_token_is_exchanged_once_when_rights_have_changed,
    household::sessions_end_by_themselves_or_by_hand,
    household::somebody_comes_back_by_a_code_once_and_signs_out_elsewhere,
    household::a_slip_of_the_committee_brings_back_one_person_of_one_community,
    household::text_is_compared_byte_by_byte,
    issue::whoever_enters_for_neighbours_sees_doors_issues_and_what_they_entered,
    issue::voices_on_behalf_are_no_more_than_adults_and_everybody_concerned_sees_them,
    issue::an_issue_is_filed_seconded_and_answered,
    issue::an_inbox_is_read_page_by_page,
    issue::a_long_trace_is_read_page_by_page,
    issue::the_desk_shows_those_that_have_waited_longest,
    issue::words_are_edited_until_answered_and_the_earlier_ones_stay,
    issue::facts_are_added_beside_the_report_and_supporters_are_told,
    issue::withdrawn_and_declined_issues_go_no_further,
    issue::support_is_counted_by_household_of_the_area,
    issue::somebody_is_entered_once_and_under_an_id_of_their_own,
    complaint::what_one_files_in_a_day_is_counted_by_person_and_household,
    complaint::what_is_hidden_is_read_by_its_author_and_the_committee_alone,
    complaint::complaints_wait_for_the_committee_and_appeals_for_somebody_else,
    discretion::what_a_reporter_keeps_is_read_by_themselves_and_the_committee,
    feed::the_feed_visits_each_issue_once_in_each_order_and_filter,
    feed::an_issue_filed_meanwhile_neither_repeats_nor_hides_another,
    feed::words_are_found_in_titles_and_texts_of_any_script,
    feed::the_nearest_issues_come_first,
    feed::a_cursor_of_nonsense_starts_at_the_first_page,
    feed::open_issues_are_ranked_for_meetings_page_by_page,
    feed::open_issues_with_a_place_are_on_the_plan,
    issue::a_photo_belongs_to_one_issue_of_whoever_uploaded_it,
    issue::photos_that_no_issue_names_are_removed_after_a_day,
    photo::what_a_photo_showed_is_gone_once_it_is_painted_over,
    figures::figures_are_what_somebody_counts_in_the_journal,
    health::a_sound_database_answers,
    integration::integration_is_what_somebody_counts_in_the_journal,
    issue::only_so_many_photos_of_a_person_wait_for_an_issue,
    issue::an_issue_is_not_filed_without_its_photo,
    journal::the_same_command_twice_is_carried_out_once,
    journal::the_id_of_anothers_command_gives_nothing_away,
    journal::a_refused_command_leaves_no_trace,
    journal::an_import_goes_on_after_a_refusal_and_again_adds_nothing,
    journal::the_journal_holds_no_words_of_people,
    journal::emptied_words_leave_everything_else_as_it_was,
    journal::the_tables_say_what_the_journal_says,
    journal::a_database_opens_again_with_what_was_in_it,
    mail::an_address_is_confirmed_by_the_code_that_was_sent_there,
    mail::mail_is_ended_by_the_key_of_its_address_and_by_no_other,
    mail::what_is_new_for_somebody_is_in_one_roundup_when_its_time_has_come,
    mail::what_is_turned_off_is_in_no_turn_and_what_went_out_is_remembered,
    meeting::the_whole_way_of_an_issue_through_a_meeting,
    meeting::an_agenda_is_added_to_dropped_from_and_reordered_with_reasons,
    meeting::what_a_visitor_a_member_and_the_secretary_see,
    meeting::papers_tell_what_came_before_the_lock_and_nothing_later,
    meeting::a_deferred_issue_comes_back_on_its_day,
    meeting::an_issue_taken_back_meanwhile_cannot_be_locked,
    meeting::a_locked_agenda_is_frozen_with_its_fingerprint_and_everybody_reads_their_own_line,
    meeting::agendas_follow_the_communitys_settings,
    meeting::the_list_of_meetings_is_read_page_by_page,
    meeting::the_next_meeting_is_the_one_that_is_not_over,
    meeting::many_unlisted_and_changes_are_capped_and_counted,
    odd::households_with_too_many_voices_bursts_and_shared_phones_are_found,
    office::an_office_is_given_and_ends_at_once,
    office::a_membership_ends_with_its_live_seconds_and_its_sessions,
    office::an_invitation_makes_an_officer_who_lives_elsewhere,
    paper::a_pdf_is_kept_as_it_was_first_made,
    paper::each_language_paper_and_audience_has_its_own,
    rebuild::what_follows_from_the_journal_is_made_anew_as_it_was,
    rebuild::whatever_became_of_derived_rows_a_rebuild_mends_it_and_touches_nothing_else,
    rebuild::a_release_with_other_tables_makes_them_anew_when_it_opens,
    rebuild::every_changed_byte_of_a_journal_is_found,
    rebuild::a_backup_brings_nobody_back_who_signed_out_and_no_slip,
    rebuild::a_channel_tells_everybody_once_and_tries_again_what_failed,
    retention::what_had_its_time_goes_and_nothing_else,
    retention::what_the_server_keeps_for_a_while_is_forgotten,
    story::a_rebuild_in_the_middle_of_any_story_changes_nothing,
    work::a_decision_is_carried_out_by_whoever_is_responsible,
    work::residents_have_the_word_and_what_is_not_solved_comes_back,
    work::what_is_done_is_listed_by_its_date_and_late_work_is_counted,
    work::what_is_given_is_told_traced_and_anonymous_once_its_giver_left,
    work::the_days_bring_what_is_due_and_nothing_before,
    work::a_result_is_asked_about_as_the_community_had_set_it,
    work::tasks_stand_with_their_work_and_what_is_done_on_its_trace,
    work::what_is_referred_stands_with_to_whom_and_what_they_replied,
    race::many_second_while_others_take_back,
    race::a_person_on_two_phones_seconds_once,
    race::the_same_command_from_two_connections_is_carried_out_once,
    race::seconds_that_share_a_commit_are_each_decided_alone,
    race::issues_filed_at_once_are_numbered_without_gap,
    race::two_secretaries_edit_and_lock_the_same_agenda,
    race::two_secretaries_move_or_lock_and_one_is_told,
    race::a_slip_for_one_admits_one_of_two,
    race::a_photo_named_by_two_issues_goes_to_one,
    race::two_who_create_the_same_community_get_one,
    race::what_one_server_acknowledges_the_other_shows_at_once,
    race::what_an_office_allowed_ends_with_it,
    race::a_fault_with_one_command_costs_nobody_else_theirs,
}
