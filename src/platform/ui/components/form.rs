//! Forms: always POST for changes, always with the token that the guard asks for.

use maud::{Markup, Render, html};

use super::{Attrs, Str};

/// The hidden field of the form token.
pub fn csrf_field(token: &str) -> Markup {
    hidden("_csrf", token)
}

pub fn hidden(name: &str, value: impl AsRef<str>) -> Markup {
    html! { input type="hidden" name=(name) value=(value.as_ref()); }
}

/// A group of fields with a name.
pub fn fieldset(legend: &str, body: impl Render) -> Markup {
    html! { fieldset.kb-stack { legend { (legend) } (body) } }
}

/// `Form::post("/orders", csrf).body(html! { ... })`.
pub struct Form<'a> {
    method: &'static str,
    action: Str<'a>,
    csrf: Option<Str<'a>>,
    class: Str<'a>,
    multipart: bool,
    attrs: Attrs<'a>,
    body: Option<Markup>,
}

impl<'a> Form<'a> {
    /// A change. Sent twice by an impatient hand, it goes once.
    pub fn post(action: impl Into<Str<'a>>, csrf: impl Into<Str<'a>>) -> Self {
        Self::new("post", action.into(), Some(csrf.into()))
    }

    /// A question: filters, search.
    pub fn get(action: impl Into<Str<'a>>) -> Self {
        Self::new("get", action.into(), None)
    }

    fn new(method: &'static str, action: Str<'a>, csrf: Option<Str<'a>>) -> Self {
        Form {
            method,
            action,
            csrf,
            class: "kb-stack-lg".into(),
            multipart: false,
            attrs: Attrs::default(),
            body: None,
        }
    }

    /// Instead of the stack of fields: `kb-row`, `card`, `card-body kb-row`.
    pub fn class(mut self, class: impl Into<Str<'a>>) -> Self {
        self.class = class.into();
        self
    }

    /// For files.
    pub fn multipart(mut self) -> Self {
        self.multipart = true;
        self
    }

    pub fn attr(mut self, name: &'static str, value: impl Into<Str<'a>>) -> Self {
        self.attrs.push(name, value);
        self
    }

    pub fn id(self, id: impl Into<Str<'a>>) -> Self {
        self.attr("id", id)
    }

    pub fn body(mut self, body: impl Render) -> Self {
        self.body = Some(body.render());
        self
    }
}

impl Render for Form<'_> {
    fn render_to(&self, out: &mut String) {
        out.push_str("<form");
        super::attr(out, "method", self.method);
        super::attr(out, "action", &self.action);
        super::attr(out, "class", &self.class);
        if self.multipart {
            super::attr(out, "enctype", "multipart/form-data");
        }
        self.attrs.render_to(out);
        // The server's words under a field say more than the browser's bubble.
        out.push_str(" novalidate>");
        if let Some(csrf) = &self.csrf {
            csrf_field(csrf).render_to(out);
        }
        if let Some(body) = &self.body {
            body.render_to(out);
        }
        out.push_str("</form>");
    }
}
