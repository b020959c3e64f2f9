//! The frame and the parts hold what pages rely on.

use maud::{Render, html};

use super::*;
use crate::icon;
use crate::platform::brand::Brand;
use crate::platform::values::Locale;

/// Pages of both frames in both languages and all themes: `(name, html)`.
fn galleries() -> Vec<(String, String)> {
    let mut all = Vec::new();
    for locale in Locale::ALL {
        for theme in Theme::ALL {
            let name = |frame| format!("{frame}-{}-{}", locale.tag(), theme.name());
            all.push((name("gallery"), gallery(locale, theme).into_string()));
            let frame = Bare {
                locale,
                theme,
                title: "Title",
                brand: &Brand {
                    name: "Brand".to_owned(),
                    ..Brand::default()
                },
                here: "/entrance?a=1",
                notice: None,
                aside: None,
            };
            let form = Form::post("/entrance", "token").body(html! {
                div { h1 { "Title" } }
                (Field::email("email", "E-mail").autocomplete("username").required())
                (Field::password("password", "Password").autocomplete("current-password").error(Some("Wrong")))
                (Button::primary("Enter"))
            });
            all.push((name("bare"), bare(&frame, form).into_string()));
        }
    }
    all
}

/// For looking at the gallery: `KABINET_GALLERY=/some/folder cargo test gallery_is_written` leaves pages and files there.
#[test]
fn the_gallery_is_written_where_asked() {
    let folder = std::env::var_os("KABINET_GALLERY").map(std::path::PathBuf::from);
    for (name, text) in galleries() {
        assert!(text.contains("</html>"));
        if let Some(folder) = &folder {
            std::fs::write(folder.join(format!("{name}.html")), text).unwrap();
        }
    }
    if let Some(folder) = &folder {
        std::fs::create_dir_all(folder.join("assets")).unwrap();
        for name in assets::names() {
            let path = assets::url(name).trim_start_matches("/assets/");
            std::fs::write(folder.join("assets").join(path), assets::get(path).unwrap().bytes).unwrap();
        }
    }
}

#[test]
fn no_page_carries_what_the_content_policy_forbids() {
    for (_, page) in galleries() {
        for forbidden in [
            " style=",
            "<style",
            " onclick",
            " onload",
            "javascript:",
            "http://",
            "https://",
        ] {
            assert!(!page.contains(forbidden), "{forbidden}");
        }
        // A script is always a file.
        for (at, _) in page.match_indices("<script") {
            assert!(
                page[at..].starts_with("<script src=\"/assets/"),
                "{}",
                &page[at..at + 60]
            );
        }
    }
}

#[test]
fn every_id_of_a_page_is_unique_and_every_reference_meets_one() {
    for (_, page) in galleries() {
        let page = scraper::Html::parse_document(&page);
        let all = |selector: &str| {
            page.select(&scraper::Selector::parse(selector).unwrap())
                .map(|e| e.value().clone())
                .collect::<Vec<_>>()
        };
        let ids: Vec<String> = all("[id]")
            .iter()
            .filter_map(|e| e.attr("id").map(str::to_owned))
            .collect();
        let mut seen = std::collections::HashSet::new();
        for id in &ids {
            assert!(seen.insert(id), "id {id} stands twice");
        }
        for attribute in ["for", "aria-describedby", "aria-labelledby", "data-dialog"] {
            for element in all(&format!("[{attribute}]")) {
                let target = element.attr(attribute).unwrap().to_owned();
                assert!(seen.contains(&target), "{attribute}={target} leads nowhere");
            }
        }
        for form in page.select(&scraper::Selector::parse("form[method=post]").unwrap()) {
            let token = scraper::Selector::parse("input[name=_csrf]").unwrap();
            assert_eq!(form.select(&token).count(), 1, "a form without its token");
        }
    }
}

#[test]
fn a_cell_is_labelled_by_the_head_of_its_column() {
    let rows = ["a<b"];
    let table = Table::new("caption", &rows)
        .column(Column::head("Name", |row: &&str| html! { (row) }))
        .column(Column::num("Price & tax", |_| 5).field("purchase-price"))
        .render()
        .into_string();
    assert!(
        table.contains(r#"<th scope="col" class="num" data-field="purchase-price">Price &amp; tax</th>"#),
        "{table}"
    );
    assert!(
        table.contains(r#"<td class="num" data-l="Price &amp; tax" data-field="purchase-price">5</td>"#),
        "{table}"
    );
    assert!(
        table.contains(r#"<th scope="row" class="kb-c-w">a&lt;b</th>"#),
        "{table}"
    );
}

#[test]
fn hostile_text_stays_text() {
    let evil = "\"><script>alert(1)</script>";
    let page = [
        Button::primary(evil).href(evil).attr("data-x", evil).render(),
        Field::text(evil, evil)
            .value(evil)
            .error(Some(evil))
            .unit(evil)
            .render(),
        TextArea::new(evil, evil, 2).value(evil).render(),
        Select::new(evil, evil, [Choice::new(evil, evil)]).render(),
        Check::new(evil, evil, evil, true).render(),
        Form::post(evil, evil).id(evil).body(evil).render(),
        Card::titled(evil).small(evil).id(evil).body(evil).render(),
        Dialog::new(Locale::Ru, evil, evil).body(evil).render(),
        PageHead::new(Locale::Ru, evil).crumb(evil, evil).facts(evil).render(),
        thumb(Some(evil)),
        status(Tone::Bad, icon!("lock"), evil),
    ];
    for part in page {
        assert!(!part.into_string().contains("<script>"));
    }
}

#[test]
fn files_are_found_by_their_addresses_only() {
    for name in [
        "kabinet.css",
        "tabler.css",
        "kabinet.js",
        "htmx.js",
        "icons.svg",
        "inter-cyrillic-ext.woff2",
    ] {
        let path = assets::url(name).strip_prefix("/assets/").unwrap();
        let asset = assets::get(path).unwrap();
        assert!(!asset.bytes.is_empty() && asset.etag.len() == 14);
        assert_eq!(asset.gzip.is_none(), name.ends_with("woff2"));
    }
    assert!(assets::get("kabinet.css").is_none());
    assert!(assets::get("../Cargo.toml").is_none());
}

#[test]
fn the_sprite_has_each_icon_once() {
    let path = assets::url("icons.svg").strip_prefix("/assets/").unwrap();
    let sprite = std::str::from_utf8(assets::get(path).unwrap().bytes).unwrap();
    for icon in [icon!("bell"), icon!("x"), icon!("device-desktop")] {
        assert_eq!(sprite.matches(&format!("<symbol id=\"{}\"", icon.name())).count(), 1);
    }
}
