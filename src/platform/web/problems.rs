//! What is wrong with a form that came back.

use maud::{Markup, html};

use super::Cx;
use crate::platform::error::Error;
use crate::platform::ui::{Alert, error_summary};
use crate::tr;

/// Errors of a form in the reader's language; empty on the first showing.
#[derive(Default)]
pub struct Problems {
    fields: Vec<(String, String)>,
    rule: Option<String>,
}

impl Problems {
    /// Takes what a form can show; other errors become pages of their own.
    pub fn of(cx: &Cx, error: Error) -> Result<Problems, Error> {
        match error {
            Error::Invalid(fields) => Ok(Problems {
                fields: fields
                    .into_iter()
                    .map(|error| (error.field, cx.say(&error.message)))
                    .collect(),
                rule: None,
            }),
            Error::Refused(message) => Ok(Problems {
                fields: Vec::new(),
                rule: Some(cx.say(&message)),
            }),
            other => Err(other),
        }
    }

    pub fn is_empty(&self) -> bool {
        self.fields.is_empty() && self.rule.is_none()
    }

    /// What to write under a field.
    pub fn at(&self, field: &str) -> Option<String> {
        let found = self.fields.iter().find(|(name, _)| name == field);
        found.map(|(_, text)| text.clone())
    }

    /// The alert over the form; `labels` are the fields' ids and names.
    pub fn summary(&self, cx: &Cx, labels: &[(&str, &str)]) -> Markup {
        let l = cx.locale;
        if let Some(rule) = &self.rule {
            return html! { (Alert::bad(rule.as_str()).live()) };
        }
        if self.fields.is_empty() {
            return html! {};
        }
        let wrong: Vec<(&str, &str)> = labels
            .iter()
            .filter(|(id, _)| self.fields.iter().any(|(field, _)| field == id))
            .copied()
            .collect();
        error_summary(tr!(l, "web-form-wrong"), &wrong, tr!(l, "web-form-kept"))
    }
}
