//! What browsers do with forms: fill them in where they stand, send files with them.

use super::{Answer, Client, GOODS};

const BOUNDARY: &str = "grenze-7";

/// A form with files, as a browser sends it: the kind of the body, and the body. A field with a file's name is a file.
pub fn multipart(fields: &[(&str, Option<&str>, &[u8])]) -> (String, Vec<u8>) {
    let mut body = Vec::new();
    for (name, file, bytes) in fields {
        body.extend_from_slice(format!("--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"").as_bytes());
        if let Some(file) = file {
            body.extend_from_slice(format!("; filename=\"{file}\"\r\nContent-Type: text/html").as_bytes());
        }
        body.extend_from_slice(b"\r\n\r\n");
        body.extend_from_slice(bytes);
        body.extend_from_slice(b"\r\n");
    }
    body.extend_from_slice(format!("--{BOUNDARY}--\r\n").as_bytes());
    (format!("multipart/form-data; boundary={BOUNDARY}"), body)
}

impl Client {
    /// Sends the form of a page as it stands there, with some fields set.
    #[track_caller]
    pub fn submit(&self, page: &Answer, action: &str, set: &[(&str, &str)]) -> Answer {
        let mut form = page.form(action);
        for (name, value) in set {
            match form.iter_mut().find(|(known, _)| known == name) {
                Some((_, known)) => *known = (*value).to_owned(),
                None => form.push(((*name).to_owned(), (*value).to_owned())),
            }
        }
        let fields: Vec<(&str, &str)> = form
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
            .collect();
        self.post(action, &fields)
    }

    /// Opens a page and sends a form of it.
    #[track_caller]
    pub fn fill(&self, page: &str, action: &str, set: &[(&str, &str)]) -> Answer {
        let drawn = self.get(page);
        self.submit(drawn.expect(200), action, set)
    }

    pub fn upload(&self, path: &str, fields: &[(&str, Option<&str>, &[u8])]) -> Answer {
        let token = self.form_token().unwrap().unwrap();
        let (kind, body) = multipart(fields);
        let headers = [("content-type", kind.as_str())];
        let address = format!("{path}?_csrf={token}");
        // What is too large is refused before all of it was sent: on a busy machine the answer may go with the connection,
        // and nothing of it was taken.
        for _ in 0..3 {
            match self.send("POST", &address, &headers, body.clone()) {
                Err(ureq::Error::Io(error)) if error.kind() == std::io::ErrorKind::BrokenPipe => {}
                answer => return answer.unwrap(),
            }
        }
        self.send("POST", &address, &headers, body).unwrap()
    }

    /// Orders so many pieces of the first goods under a name; the order's address.
    #[track_caller]
    pub fn ordered(&self, name: &str, quantity: &str) -> String {
        let begun = self.post("/drafts", &[("name", name)]);
        let draft = begun.expect(303).location().to_owned();
        let line = [("article", GOODS[0].article), ("quantity", quantity)];
        self.post(&format!("{draft}/lines"), &line).expect(303);
        let form = self.get(&draft).form(&draft);
        let fields: Vec<(&str, &str)> = form
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
            .collect();
        let sent = self.post(&format!("{draft}/submission"), &fields);
        sent.expect(303).location().to_owned()
    }
}
