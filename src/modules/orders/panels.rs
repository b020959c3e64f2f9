//! Parts of an order's and of a draft's page that other modules bring: a conversation, delivery, offers. Orders don't know
//! them; each adds its panels at boot.

use maud::Markup;
use parking_lot::RwLock;

use super::read_models::hidden;
use super::{Delivery, DeliveryWish, Differences, Draft, Order, Worksheet, pages, stages, views};
use crate::platform::error::Error;
use crate::platform::store::ReadTx;
use crate::platform::web::Cx;

/// Where a panel stands on the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// In the page's head, among its buttons.
    Head,
    /// Over both columns, under what is held.
    Top,
    /// In the main column, after the lines.
    Main,
    /// In the side column, after the sums.
    Aside,
}

/// What a panel of a page about a `T` says; `None` where it has nothing to say to this reader.
pub type Show<T> = fn(&Cx, &ReadTx, &T) -> Result<Option<Markup>, Error>;

/// A panel of an order's page.
pub struct Panel {
    pub place: Place,
    /// What the panel depends on beside the record itself. It becomes a part of the page's tag, so it must change whenever
    /// the panel would look otherwise, and be cheap: a page that nobody changed asks for it too.
    pub tag: fn(&Cx, &ReadTx, &Order) -> Result<u64, Error>,
    pub show: Show<Order>,
}

/// A mark at each line of an order, in the order of its lines; what it depends on is the tag of a panel of the same
/// module. None at all where it has nothing to say to this reader.
pub type LineMarks = fn(&Cx, &ReadTx, &Order) -> Result<Vec<Markup>, Error>;

/// A mark at an order in lists: short words. It must be cheap: a list asks for each of its rows.
pub type RowMark = fn(&Cx, &ReadTx, &Order) -> Result<Option<Markup>, Error>;

/// What is said of a delivery that somebody has written down to ask for.
pub type WishMark = fn(&Cx, &ReadTx, &Order, &DeliveryWish) -> Result<Option<Markup>, Error>;

/// What another module makes of the sending of a draft.
pub struct Sending {
    /// What the sender should know, over the button.
    pub note: Markup,
    /// The button's words and where the draft's form goes, in place of submitting it. None: it is submitted as always, or
    /// not at all while it is held.
    pub button: Option<(String, String)>,
}

/// How a draft goes, by what it comes to now; `None`: as always.
pub type SendingOf = fn(&Cx, &ReadTx, &Worksheet) -> Result<Option<Sending>, Error>;

/// What modules have added, in the order of boot.
#[derive(Default)]
pub struct Panels {
    sendings: RwLock<Vec<SendingOf>>,
    drafts: RwLock<Vec<Show<Draft>>>,
    wishes: RwLock<Vec<WishMark>>,
    rows: RwLock<Vec<RowMark>>,
    lines: RwLock<Vec<LineMarks>>,
    order: RwLock<Vec<Panel>>,
    draft: RwLock<Vec<(Place, Show<Worksheet>)>>,
}

impl Panels {
    pub fn add_to_order(&self, panel: Panel) {
        self.order.write().push(panel);
    }

    /// A draft's page has no tag: it is always drawn anew. A panel gets the draft with what it comes to now.
    pub fn add_to_draft(&self, place: Place, show: Show<Worksheet>) {
        self.draft.write().push((place, show));
    }

    pub fn add_to_sending(&self, of: SendingOf) {
        self.sendings.write().push(of);
    }

    /// A mark at a draft in lists: short words, and cheap.
    pub fn add_to_draft_rows(&self, mark: Show<Draft>) {
        self.drafts.write().push(mark);
    }

    pub(super) fn of_draft_row(&self, cx: &Cx, tx: &ReadTx, draft: &Draft) -> Result<Vec<Markup>, Error> {
        let marks = self.drafts.read();
        let drawn = marks.iter().map(|mark| mark(cx, tx, draft));
        drawn.filter_map(Result::transpose).collect()
    }

    /// The first module that has something to say.
    pub(super) fn sending(&self, cx: &Cx, tx: &ReadTx, sheet: &Worksheet) -> Result<Option<Sending>, Error> {
        for of in self.sendings.read().iter() {
            if let Some(sending) = of(cx, tx, sheet)? {
                return Ok(Some(sending));
            }
        }
        Ok(None)
    }

    pub fn add_to_lines(&self, marks: LineMarks) {
        self.lines.write().push(marks);
    }

    pub fn add_to_rows(&self, mark: RowMark) {
        self.rows.write().push(mark);
    }

    pub fn add_to_wishes(&self, mark: WishMark) {
        self.wishes.write().push(mark);
    }

    pub(super) fn of_wish(
        &self,
        cx: &Cx,
        tx: &ReadTx,
        order: &Order,
        wish: &DeliveryWish,
    ) -> Result<Vec<Markup>, Error> {
        let marks = self.wishes.read();
        let drawn = marks.iter().map(|mark| mark(cx, tx, order, wish));
        drawn.filter_map(Result::transpose).collect()
    }

    /// What stands at an order in a list.
    pub fn of_row(&self, cx: &Cx, tx: &ReadTx, order: &Order) -> Result<Vec<Markup>, Error> {
        let marks = self.rows.read();
        let drawn = marks.iter().map(|mark| mark(cx, tx, order));
        drawn.filter_map(Result::transpose).collect()
    }

    /// What stands at each line of an order; a line that nobody marks has nothing.
    pub(super) fn of_lines(&self, cx: &Cx, tx: &ReadTx, order: &Order) -> Result<Vec<Vec<Markup>>, Error> {
        let mut all: Vec<Vec<Markup>> = vec![Vec::new(); order.lines.len()];
        for marks in self.lines.read().iter() {
            for (line, mark) in all.iter_mut().zip(marks(cx, tx, order)?) {
                line.push(mark);
            }
        }
        Ok(all)
    }

    /// The tags of all panels of an order's page.
    pub(super) fn order_tags(&self, cx: &Cx, tx: &ReadTx, order: &Order) -> Result<Vec<u64>, Error> {
        self.order
            .read()
            .iter()
            .map(|panel| (panel.tag)(cx, tx, order))
            .collect()
    }

    pub(super) fn of_order(&self, cx: &Cx, tx: &ReadTx, order: &Order) -> Result<Drawn, Error> {
        let panels = self.order.read();
        drawn(panels.iter().map(|panel| (panel.place, panel.show)), cx, tx, order)
    }

    pub(super) fn of_draft(&self, cx: &Cx, tx: &ReadTx, sheet: &Worksheet) -> Result<Drawn, Error> {
        drawn(self.draft.read().iter().copied(), cx, tx, sheet)
    }
}

fn drawn<T>(panels: impl Iterator<Item = (Place, Show<T>)>, cx: &Cx, tx: &ReadTx, thing: &T) -> Result<Drawn, Error> {
    let mut all = Vec::new();
    for (place, show) in panels {
        if let Some(markup) = show(cx, tx, thing)? {
            all.push((place, markup));
        }
    }
    Ok(Drawn(all))
}

/// What differs between two deliveries of an order, field by field, as far as the reader may see it.
pub fn delivery_differences(
    cx: &Cx,
    tx: &ReadTx,
    order: &Order,
    old: &Delivery,
    new: &Delivery,
) -> Result<Markup, Error> {
    let with = |delivery: &Delivery| Order {
        delivery: delivery.clone(),
        ..order.clone()
    };
    let of = Differences::between(&with(old), &with(new)).without(&hidden(cx.access.sight()));
    Ok(views::order::differences(
        &pages::frame(cx),
        &stages(tx)?,
        &of.of_delivery(),
    ))
}

/// The panels of one page as markup.
#[derive(Default)]
pub struct Drawn(Vec<(Place, Markup)>);

impl Drawn {
    pub fn at(&self, place: Place) -> impl Iterator<Item = &Markup> {
        self.0
            .iter()
            .filter(move |(of, _)| *of == place)
            .map(|(_, markup)| markup)
    }
}
