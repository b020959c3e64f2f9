//! A browser without a screen: keeps the session cookie and sends the form token of the page that it has seen.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::time::Duration;

use kabinet::platform::access::hashed;
use scraper::{Html, Selector};
use ureq::http::{HeaderMap, Request};

/// What came back.
#[derive(Clone, Debug)]
pub struct Answer {
    pub status: u16,
    pub headers: HeaderMap,
    pub bytes: Vec<u8>,
}

impl Answer {
    pub fn body(&self) -> String {
        String::from_utf8_lossy(&self.bytes).into_owned()
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .and_then(|value| value.to_str().ok())
            .unwrap_or_default()
    }

    pub fn location(&self) -> &str {
        self.header("location")
    }

    pub fn html(&self) -> Html {
        Html::parse_document(&self.body())
    }

    /// The text of the elements that match, one by one.
    pub fn texts(&self, selector: &str) -> Vec<String> {
        let selector = Selector::parse(selector).expect("the test's selector is right");
        let html = self.html();
        html.select(&selector)
            .map(|element| {
                element
                    .text()
                    .collect::<Vec<_>>()
                    .join(" ")
                    .split_whitespace()
                    .collect::<Vec<_>>()
                    .join(" ")
            })
            .collect()
    }

    /// An attribute of the elements that match, one by one.
    pub fn attributes(&self, selector: &str, name: &str) -> Vec<String> {
        let selector = Selector::parse(selector).expect("the test's selector is right");
        let html = self.html();
        html.select(&selector)
            .filter_map(|element| element.attr(name).map(str::to_owned))
            .collect()
    }

    /// What a browser would send with the form of this address as it stands, without the form token.
    #[track_caller]
    pub fn form(&self, action: &str) -> Vec<(String, String)> {
        let html = self.html();
        let select = |text: &str| Selector::parse(text).expect("it is right");
        let form = html
            .select(&select("form"))
            // A form with files carries its token in the address.
            .find(|form| form.attr("action").and_then(|to| to.split("?_csrf=").next()) == Some(action))
            .unwrap_or_else(|| panic!("no form leads to {action}:\n{}", self.said()));
        let mut fields = Vec::new();
        for field in form.select(&select("input, select, textarea")) {
            let Some(name) = field.attr("name").filter(|name| *name != "_csrf") else {
                continue;
            };
            let on = field.attr("checked").is_some();
            let value = match (field.value().name(), field.attr("type").unwrap_or("text")) {
                ("input", "checkbox" | "radio") if !on => continue,
                ("input", "submit" | "button" | "file") => continue,
                ("input", _) => field.attr("value").unwrap_or_default().to_owned(),
                ("textarea", _) => field.text().collect(),
                _ => {
                    let options: Vec<_> = field.select(&select("option")).collect();
                    let chosen = options.iter().find(|option| option.attr("selected").is_some());
                    let Some(option) = chosen.or(options.first()) else {
                        continue;
                    };
                    option.attr("value").unwrap_or_default().to_owned()
                }
            };
            fields.push((name.to_owned(), value));
        }
        fields
    }

    pub fn form_token(&self) -> Option<String> {
        self.attributes("input[name=_csrf]", "value").into_iter().next()
    }

    #[track_caller]
    pub fn expect(&self, status: u16) -> &Answer {
        assert_eq!(self.status, status, "{}\n{}", self.location(), self.said());
        self
    }

    #[track_caller]
    pub fn contains(&self, text: &str) -> &Answer {
        assert!(self.body().contains(text), "«{text}» is not in:\n{}", self.said());
        self
    }

    /// The page as its reader sees it, for messages of tests.
    pub fn said(&self) -> String {
        self.texts("main").join("\n").chars().take(2_000).collect()
    }
}

pub struct Client {
    agent: ureq::Agent,
    url: String,
    session: RefCell<Option<String>>,
    /// Other cookies, by name.
    cookies: RefCell<BTreeMap<String, String>>,
    /// The form token and the session that it belongs to.
    token: RefCell<Option<String>>,
    headers: Vec<(String, String)>,
}

impl Client {
    pub fn new(url: &str, session: Option<&str>) -> Client {
        let config = ureq::Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .proxy(None)
            .timeout_global(Some(Duration::from_secs(30)))
            .build();
        Client {
            agent: config.new_agent(),
            url: url.to_owned(),
            session: RefCell::new(session.map(str::to_owned)),
            cookies: RefCell::default(),
            token: RefCell::default(),
            headers: Vec::new(),
        }
    }

    /// Sends this header with every request.
    pub fn with(mut self, name: &str, value: &str) -> Client {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    pub fn session(&self) -> Option<String> {
        self.session.borrow().clone()
    }

    /// What names its session on its person's page.
    pub fn session_handle(&self) -> String {
        let token = self.session().expect("it is signed in");
        hashed(&hashed(&token))[..24].to_owned()
    }

    /// Gives the browser a cookie besides the session's.
    pub fn keep(&self, name: &str, value: &str) {
        self.cookies.borrow_mut().insert(name.to_owned(), value.to_owned());
    }

    /// A cookie besides the session's.
    pub fn cookie(&self, name: &str) -> Option<String> {
        self.cookies.borrow().get(name).cloned()
    }

    /// Waits until the bell says this: it follows the journal, and so comes a moment after what it tells of.
    #[track_caller]
    pub fn hears(&self, words: &str) {
        super::wait_for(words, || {
            self.get("/notices").expect(200).body().contains(words).then_some(())
        });
    }

    pub fn get(&self, path: &str) -> Answer {
        self.send("GET", path, &[], Vec::new()).expect("the server answers")
    }

    pub fn get_with(&self, path: &str, headers: &[(&str, &str)]) -> Answer {
        self.send("GET", path, headers, Vec::new()).expect("the server answers")
    }

    /// Posts a form with the form token, as a page of ours does.
    pub fn post(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        self.try_post(path, fields).expect("the server answers")
    }

    /// The same, where the server may be gone.
    pub fn try_post(&self, path: &str, fields: &[(&str, &str)]) -> Result<Answer, ureq::Error> {
        let token = self.form_token()?;
        let mut all: Vec<(&str, &str)> = fields.to_vec();
        if let Some(token) = &token {
            all.push(("_csrf", token));
        }
        self.send("POST", path, &[FORM], encoded(&all).into_bytes())
    }

    /// Posts exactly these fields and headers.
    pub fn post_raw(&self, path: &str, headers: &[(&str, &str)], fields: &[(&str, &str)]) -> Answer {
        let headers: Vec<(&str, &str)> = headers.iter().copied().chain([FORM]).collect();
        self.send("POST", path, &headers, encoded(fields).into_bytes())
            .expect("the server answers")
    }

    /// The form token of this session, from any page that has the frame; `None` for those who are not signed in.
    pub fn form_token(&self) -> Result<Option<String>, ureq::Error> {
        if self.session.borrow().is_some() && self.token.borrow().is_none() {
            // A page that doesn't exist has the frame too, and opening it changes nothing.
            let page = self.send("GET", "/no-such-page", &[], Vec::new())?;
            let mut token = page.form_token();
            if token.is_none() {
                // Who has to set up a second factor first has no frame.
                token = self
                    .send("GET", "/profile/second-factor", &[], Vec::new())?
                    .form_token();
            }
            *self.token.borrow_mut() = token;
        }
        Ok(self.token.borrow().clone())
    }

    pub fn send(
        &self,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: Vec<u8>,
    ) -> Result<Answer, ureq::Error> {
        let mut request = Request::builder().method(method).uri(format!("{}{path}", self.url));
        for (name, value) in self
            .headers
            .iter()
            .map(|(n, v)| (n.as_str(), v.as_str()))
            .chain(headers.iter().copied())
        {
            request = request.header(name, value);
        }
        let session = self.session.borrow();
        let own = session.as_deref().map(|session| format!("sid={session}"));
        let cookies = self.cookies.borrow();
        let others = cookies.iter().map(|(name, value)| format!("{name}={value}"));
        let all: Vec<String> = own.into_iter().chain(others).collect();
        drop((session, cookies));
        if !all.is_empty() {
            request = request.header("cookie", all.join("; "));
        }
        let mut response = match method {
            "GET" | "HEAD" => self.agent.run(request.body(())?)?,
            _ => self.agent.run(request.body(body)?)?,
        };
        let bytes = response.body_mut().with_config().limit(64 << 20).read_to_vec()?;
        let answer = Answer {
            status: response.status().as_u16(),
            headers: response.headers().clone(),
            bytes,
        };
        self.keep_cookie(&answer);
        Ok(answer)
    }

    fn keep_cookie(&self, answer: &Answer) {
        for line in answer.headers.get_all("set-cookie") {
            let pair = line.to_str().unwrap_or_default().split(';').next().unwrap_or_default();
            match pair.split_once('=') {
                Some(("sid", value)) => {
                    *self.session.borrow_mut() = Some(value.to_owned()).filter(|value| !value.is_empty());
                    *self.token.borrow_mut() = None;
                }
                Some((name, "")) => drop(self.cookies.borrow_mut().remove(name)),
                Some((name, value)) => drop(self.cookies.borrow_mut().insert(name.to_owned(), value.to_owned())),
                None => {}
            }
        }
    }
}

const FORM: (&str, &str) = ("content-type", "application/x-www-form-urlencoded");

/// Fields as a browser sends them.
pub fn encoded(fields: &[(&str, &str)]) -> String {
    use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
    let part = |text: &str| utf8_percent_encode(text, NON_ALPHANUMERIC).to_string();
    let pairs: Vec<String> = fields
        .iter()
        .map(|(name, value)| format!("{}={}", part(name), part(value)))
        .collect();
    pairs.join("&")
}
