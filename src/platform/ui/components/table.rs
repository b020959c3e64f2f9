//! Tables. A column is defined once: its name goes into the head and into each cell's `data-l`, which becomes the
//! label when rows turn into cards on a phone.

use maud::{Markup, Render, html};

use super::{Check, Str, attr, escape};
use crate::icon;

/// How a list is sorted by a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sort {
    No,
    Ascending,
    Descending,
}

/// What a row wants to say by its colour.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum RowState {
    #[default]
    Plain,
    Picked,
    Bad,
}

type Write<'a, T> = Box<dyn Fn(&T, &mut String) + 'a>;
type OfRow<'a, T, R> = Box<dyn Fn(&T) -> R + 'a>;

/// A column over rows of `T`.
pub struct Column<'a, T> {
    label: Str<'a>,
    /// Of the cell; the head of a `num` column is right-aligned too.
    class: &'static str,
    row_head: bool,
    label_hidden: bool,
    head: Option<Markup>,
    field: Option<&'static str>,
    sort: Option<(Str<'a>, Sort)>,
    write: Write<'a, T>,
}

impl<'a, T> Column<'a, T> {
    /// The name of the row; a whole line on a phone.
    pub fn head<R: Render>(label: impl Into<Str<'a>>, cell: impl Fn(&T) -> R + 'a) -> Self {
        Column {
            row_head: true,
            ..Self::with_class(label, "kb-c-w", cell)
        }
    }

    /// The name of the row, which shares its line with the status on a phone.
    pub fn title<R: Render>(label: impl Into<Str<'a>>, cell: impl Fn(&T) -> R + 'a) -> Self {
        Column {
            row_head: true,
            ..Self::with_class(label, "kb-c-t", cell)
        }
    }

    pub fn text<R: Render>(label: impl Into<Str<'a>>, cell: impl Fn(&T) -> R + 'a) -> Self {
        Self::with_class(label, "", cell)
    }

    /// Numbers: right-aligned, digits of one width.
    pub fn num<R: Render>(label: impl Into<Str<'a>>, cell: impl Fn(&T) -> R + 'a) -> Self {
        Self::with_class(label, "num", cell)
    }

    /// The number that the row is about.
    pub fn sum<R: Render>(label: impl Into<Str<'a>>, cell: impl Fn(&T) -> R + 'a) -> Self {
        Self::with_class(label, "num kb-strong", cell)
    }

    /// A status; in the corner of the card on a phone, without a label.
    pub fn status<R: Render>(label: impl Into<Str<'a>>, cell: impl Fn(&T) -> R + 'a) -> Self {
        Self::with_class(label, "kb-c-s", cell)
    }

    /// Buttons. The head's name is for screen readers only.
    pub fn actions<R: Render>(label: impl Into<Str<'a>>, cell: impl Fn(&T) -> R + 'a) -> Self {
        Column {
            label_hidden: true,
            ..Self::with_class(label, "num kb-c-a", cell)
        }
    }

    /// Left out on a phone.
    pub fn wide_only<R: Render>(label: impl Into<Str<'a>>, cell: impl Fn(&T) -> R + 'a) -> Self {
        Self::with_class(label, "kb-c-x", cell)
    }

    /// Boxes to tick for a change of many rows. `row` gives the value and the accessible name; `form` is the id of the
    /// form that takes them, which may stand anywhere on the page.
    pub fn pick(
        all: impl Into<Str<'a>>,
        name: &'static str,
        form: &'a str,
        row: impl Fn(&T) -> (String, String) + 'a,
    ) -> Self {
        Self::pick_some(all, name, form, row, |_| false)
    }

    /// The same with some of them ticked already.
    pub fn pick_some(
        all: impl Into<Str<'a>>,
        name: &'static str,
        form: &'a str,
        row: impl Fn(&T) -> (String, String) + 'a,
        ticked: impl Fn(&T) -> bool + 'a,
    ) -> Self {
        Self::boxes(all, name, form, move |of| Some(row(of)), ticked)
    }

    /// The same where some rows have no box: `row` gives none for them.
    pub fn pick_where(
        all: impl Into<Str<'a>>,
        name: &'static str,
        form: &'a str,
        row: impl Fn(&T) -> Option<(String, String)> + 'a,
    ) -> Self {
        Self::boxes(all, name, form, row, |_| false)
    }

    fn boxes(
        all: impl Into<Str<'a>>,
        name: &'static str,
        form: &'a str,
        row: impl Fn(&T) -> Option<(String, String)> + 'a,
        ticked: impl Fn(&T) -> bool + 'a,
    ) -> Self {
        let label = all.into();
        let head = html! {
            label.form-check {
                input.form-check-input type="checkbox" data-all;
                span.visually-hidden { (label) }
            }
        };
        let cell = move |of: &T| {
            let found = row(of);
            html! {
                @if let Some((value, label)) = found {
                    (Check::new(name, value, label, ticked(of)).label_hidden().attr("form", form))
                }
            }
        };
        Column {
            head: Some(head),
            ..Self::with_class(label, "kb-c-p", cell)
        }
    }

    fn with_class<R: Render>(label: impl Into<Str<'a>>, class: &'static str, cell: impl Fn(&T) -> R + 'a) -> Self {
        Column {
            label: label.into(),
            class,
            row_head: false,
            label_hidden: false,
            head: None,
            field: None,
            sort: None,
            write: Box::new(move |row, out| cell(row).render_to(out)),
        }
    }

    /// A column that a right can hide; leave the whole column out for those who may not see it.
    pub fn field(mut self, field: &'static str) -> Self {
        self.field = Some(field);
        self
    }

    /// The head becomes a link that sorts.
    pub fn sort(mut self, href: impl Into<Str<'a>>, now: Sort) -> Self {
        self.sort = Some((href.into(), now));
        self
    }

    /// Has its own line or place on a phone, so no label before the value.
    fn labelled(&self) -> bool {
        !self.row_head && !matches!(self.class, "kb-c-s" | "kb-c-x" | "kb-c-p" | "num kb-c-a")
    }

    fn write_head(&self, out: &mut String) {
        out.push_str("<th scope=\"col\"");
        if self.class.starts_with("num") {
            out.push_str(" class=\"num\"");
        }
        if let Some((_, sort @ (Sort::Ascending | Sort::Descending))) = &self.sort {
            attr(
                out,
                "aria-sort",
                if *sort == Sort::Ascending {
                    "ascending"
                } else {
                    "descending"
                },
            );
        }
        if let Some(field) = self.field {
            attr(out, "data-field", field);
        }
        out.push('>');
        if let Some(head) = &self.head {
            head.render_to(out);
            out.push_str("</th>");
            return;
        }
        match &self.sort {
            Some((href, now)) => html! {
                a.kb-sort href=(href) aria-current=[(*now != Sort::No).then_some("true")] {
                    (self.label)
                    @match now {
                        Sort::No => (icon!("arrows-sort")),
                        Sort::Ascending => (icon!("arrow-up")),
                        Sort::Descending => (icon!("arrow-down")),
                    }
                }
            }
            .render_to(out),
            None if self.label_hidden => html! { span.visually-hidden { (self.label) } }.render_to(out),
            None => escape(out, &self.label),
        }
        out.push_str("</th>");
    }

    /// The start tag of each of its cells.
    fn cell_tag(&self) -> String {
        let mut tag = String::from(if self.row_head { "<th scope=\"row\"" } else { "<td" });
        if !self.class.is_empty() {
            attr(&mut tag, "class", self.class);
        }
        if self.labelled() {
            attr(&mut tag, "data-l", &self.label);
        }
        if let Some(field) = self.field {
            attr(&mut tag, "data-field", field);
        }
        tag.push('>');
        tag
    }

    fn write_cell(&self, tag: &str, row: &T, out: &mut String) {
        out.push_str(tag);
        (self.write)(row, out);
        out.push_str(if self.row_head { "</th>" } else { "</td>" });
    }
}

/// A table over a slice of rows. Rows become cards on a phone.
pub struct Table<'a, T> {
    rows: &'a [T],
    columns: Vec<Column<'a, T>>,
    caption: Option<Str<'a>>,
    tight: bool,
    keys: bool,
    state: Option<OfRow<'a, T, RowState>>,
    id: Option<OfRow<'a, T, String>>,
    data: Option<(&'static str, OfRow<'a, T, String>)>,
    foot: Option<Markup>,
}

impl<'a, T> Table<'a, T> {
    /// `caption` names the table for screen readers.
    pub fn new(caption: impl Into<Str<'a>>, rows: &'a [T]) -> Self {
        Table {
            rows,
            columns: Vec::new(),
            caption: Some(caption.into()),
            tight: false,
            keys: false,
            state: None,
            id: None,
            data: None,
            foot: None,
        }
    }

    pub fn column(mut self, column: Column<'a, T>) -> Self {
        self.columns.push(column);
        self
    }

    /// A column for those who may see it.
    pub fn column_if(self, shown: bool, column: impl FnOnce() -> Column<'a, T>) -> Self {
        if shown { self.column(column()) } else { self }
    }

    pub fn tight(mut self) -> Self {
        self.tight = true;
        self
    }

    /// Its rows are gone through by keys: j and k, x to pick, Enter to open.
    pub fn keys(mut self) -> Self {
        self.keys = true;
        self
    }

    pub fn row_state(mut self, state: impl Fn(&T) -> RowState + 'a) -> Self {
        self.state = Some(Box::new(state));
        self
    }

    /// The id of each row's element, for anchors and swaps.
    pub fn row_id(mut self, id: impl Fn(&T) -> String + 'a) -> Self {
        self.id = Some(Box::new(id));
        self
    }

    /// A `data-*` attribute of each row: what the row is about, for scripts and tests.
    pub fn row_data(mut self, name: &'static str, value: impl Fn(&T) -> String + 'a) -> Self {
        self.data = Some((name, Box::new(value)));
        self
    }

    /// A total under the last column of figures; the words stand over the columns before it.
    pub fn total(self, words: impl Render, value: impl Render, field: Option<&'static str>) -> Self {
        let last = self
            .columns
            .iter()
            .rposition(|column| !column.label_hidden)
            .unwrap_or(0);
        let label = self
            .columns
            .get(last)
            .map(|column| column.label.clone())
            .unwrap_or_default();
        let after = self.columns.len().saturating_sub(last + 1);
        self.foot(html! {
            tr {
                th scope="row" colspan=(last.max(1)) class="kb-c-w" { (words) }
                td.num data-l=(label) data-field=[field] { (value) }
                @if after > 0 { td.kb-c-x colspan=(after) {} }
            }
        })
    }

    /// Rows of the foot as they are.
    pub fn foot(mut self, rows: Markup) -> Self {
        self.foot = Some(rows);
        self
    }
}

impl<T> Render for Table<'_, T> {
    fn render_to(&self, out: &mut String) {
        out.push_str("<div class=\"kb-scroll\"><table class=\"table kb-cards card-table");
        out.push_str(if self.tight { " kb-tight\"" } else { "\"" });
        out.push_str(if self.keys { " data-keys>" } else { ">" });
        if let Some(caption) = &self.caption {
            out.push_str("<caption class=\"visually-hidden\">");
            escape(out, caption);
            out.push_str("</caption>");
        }
        out.push_str("<thead><tr>");
        for column in &self.columns {
            column.write_head(out);
        }
        out.push_str("</tr></thead><tbody>");
        let tags: Vec<String> = self.columns.iter().map(Column::cell_tag).collect();
        for row in self.rows {
            out.push_str("<tr");
            if let Some(id) = &self.id {
                attr(out, "id", &id(row));
            }
            if let Some((name, value)) = &self.data {
                attr(out, name, &value(row));
            }
            match self.state.as_ref().map_or(RowState::Plain, |state| state(row)) {
                RowState::Plain => {}
                RowState::Picked => out.push_str(" class=\"is-picked\""),
                RowState::Bad => out.push_str(" class=\"is-bad\""),
            }
            out.push('>');
            for (column, tag) in self.columns.iter().zip(&tags) {
                column.write_cell(tag, row, out);
            }
            out.push_str("</tr>");
        }
        out.push_str("</tbody>");
        if let Some(foot) = &self.foot {
            out.push_str("<tfoot>");
            foot.render_to(out);
            out.push_str("</tfoot>");
        }
        out.push_str("</table></div>");
    }
}
