//! The list of dealers.

use maud::{Markup, html};

use super::words;
use crate::modules::dealers::model::{Dealer, DealerStatus};
use crate::platform::ui::{Button, Card, Choice, Column, Empty, Field, Form, PageHead, Pager, Select, Table};
use crate::platform::values::{Locale, MembershipId};
use crate::{icon, tr};

/// What the list shows.
pub struct List<'a> {
    pub l: Locale,
    pub dealers: &'a [Dealer],
    /// Names of managers by membership.
    pub managers: &'a [(MembershipId, String)],
    pub text: &'a str,
    pub status: &'a str,
    pub tier: &'a str,
    pub manager: &'a str,
    /// An administrator's list is over all managers and has the button «new».
    pub all: bool,
    pub next: Option<String>,
    pub from_start: Option<String>,
}

impl List<'_> {
    fn is_narrowed(&self) -> bool {
        [self.text, self.status, self.tier, self.manager]
            .iter()
            .any(|value| !value.is_empty())
    }

    fn manager_names(&self, dealer: &Dealer) -> String {
        let name = |id: &MembershipId| {
            self.managers
                .iter()
                .find(|(known, _)| known == id)
                .map(|(_, name)| name.as_str())
        };
        dealer.managers.iter().filter_map(name).collect::<Vec<_>>().join(", ")
    }
}

pub fn page(list: &List<'_>) -> Markup {
    let l = list.l;
    let facts = if list.all {
        tr!(l, "dealers-about-all")
    } else {
        tr!(l, "dealers-about-own")
    };
    html! {
        (PageHead::new(l, tr!(l, "dealers-title"))
            .facts(html! { p { (facts) } })
            .actions(html! { @if list.all { (Button::primary(tr!(l, "dealers-new")).icon(icon!("plus")).href("/dealers/new")) } }))
        div.kb-stack-lg {
            (filters(list))
            @if list.dealers.is_empty() {
                (Card::new().flush(empty(list)))
            } @else {
                (Card::new().flush(table(list)))
            }
            @if list.next.is_some() || list.from_start.is_some() {
                (Pager { locale: l, previous: list.from_start.clone().map(Into::into), next: list.next.clone().map(Into::into), shown: None })
            }
        }
    }
}

fn filters(list: &List<'_>) -> Markup {
    let l = list.l;
    let any = Choice::new("", tr!(l, "dealers-any"));
    let statuses = [
        any.clone(),
        Choice::new("active", tr!(l, "dealers-status-active")),
        Choice::new("paused", tr!(l, "dealers-status-paused")),
    ];
    let tiers = [
        any.clone(),
        Choice::new("gold", tr!(l, "dealers-tier-gold")),
        Choice::new("silver", tr!(l, "dealers-tier-silver")),
        Choice::new("base", tr!(l, "dealers-tier-base")),
    ];
    let managers = list
        .managers
        .iter()
        .map(|(id, name)| Choice::new(id.to_string(), name.as_str()));
    let managers: Vec<Choice<'_>> = std::iter::once(any).chain(managers).collect();
    let body = html! {
        div.kb-grow { (Field::search("q", tr!(l, "dealers-search")).value(list.text)) }
        (Select::new("status", tr!(l, "dealers-col-status"), statuses).chosen(list.status).attr("data-autosubmit", ""))
        (Select::new("tier", tr!(l, "dealers-col-tier"), tiers).chosen(list.tier).attr("data-autosubmit", ""))
        @if list.all {
            (Select::new("manager", tr!(l, "dealers-col-manager"), managers).chosen(list.manager).attr("data-autosubmit", ""))
        }
        (Button::plain(tr!(l, "dealers-find")).icon(icon!("search")))
    };
    html! { (Card::new().body(Form::get("/dealers").class("kb-row kb-bottom").body(body))) }
}

fn empty(list: &List<'_>) -> Empty<'static> {
    let l = list.l;
    if list.is_narrowed() {
        return Empty {
            icon: icon!("search"),
            title: tr!(l, "dealers-none-found").into(),
            body: tr!(l, "dealers-none-found-do").into(),
            action: Some(html! { (Button::plain(tr!(l, "dealers-show-all")).href("/dealers")) }),
        };
    }
    let body = if list.all {
        tr!(l, "dealers-empty-do")
    } else {
        tr!(l, "dealers-empty-own-do")
    };
    Empty {
        icon: icon!("building-store"),
        title: tr!(l, "dealers-empty").into(),
        body: body.into(),
        action: list
            .all
            .then(|| html! { (Button::primary(tr!(l, "dealers-new")).href("/dealers/new")) }),
    }
}

fn table<'a>(list: &'a List<'a>) -> Table<'a, Dealer> {
    let l = list.l;
    Table::new(tr!(l, "dealers-title"), list.dealers)
        .column(Column::title(tr!(l, "dealers-col-dealer"), move |dealer: &Dealer| {
            html! { a.kb-b href={ "/dealers/" (dealer.id) } { (dealer.name) } }
        }))
        .column(Column::status(tr!(l, "dealers-col-status"), move |dealer: &Dealer| {
            words::dealer_status(l, dealer.status)
        }))
        .column(Column::text(tr!(l, "dealers-col-tier"), move |dealer: &Dealer| {
            words::tier(l, dealer.tier)
        }))
        .column(Column::text(tr!(l, "dealers-col-city"), |dealer: &Dealer| {
            html! { (dealer.city) @if !dealer.region.is_empty() { " " span.kb-soft.kb-tab { (dealer.region) } } }
        }))
        .column_if(list.all, || {
            Column::text(tr!(l, "dealers-col-manager"), move |dealer: &Dealer| {
                list.manager_names(dealer)
            })
        })
        .row_state(|dealer| match dealer.status {
            DealerStatus::Active => crate::platform::ui::RowState::Plain,
            DealerStatus::Paused => crate::platform::ui::RowState::Bad,
        })
}
