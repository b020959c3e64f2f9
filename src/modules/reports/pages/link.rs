//! Addresses with a query: filters that a page's links keep, change or drop.

use crate::platform::web::segment;

#[derive(Clone, Debug, Default)]
pub struct Link(Vec<(&'static str, String)>);

impl Link {
    /// Keeps a part of the query; an empty one is left out.
    pub fn with(mut self, name: &'static str, value: impl ToString) -> Link {
        let value = value.to_string();
        self.0.retain(|(known, _)| *known != name);
        if !value.is_empty() {
            self.0.push((name, value));
        }
        self
    }

    pub fn with_some(self, name: &'static str, value: Option<impl ToString>) -> Link {
        match value {
            Some(value) => self.with(name, value),
            None => self,
        }
    }

    pub fn without(mut self, name: &'static str) -> Link {
        self.0.retain(|(known, _)| *known != name);
        self
    }

    pub fn parts(&self) -> impl Iterator<Item = (&'static str, &str)> {
        self.0.iter().map(|(name, value)| (*name, value.as_str()))
    }

    pub fn to(&self, path: &str) -> String {
        let parts: Vec<String> = self
            .0
            .iter()
            .map(|(name, value)| format!("{name}={}", segment(value)))
            .collect();
        match parts.is_empty() {
            true => path.to_owned(),
            false => format!("{path}?{}", parts.join("&")),
        }
    }
}
