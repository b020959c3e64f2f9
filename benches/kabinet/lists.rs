//! A list of 5,000 pasted lines against a catalogue of 100,000 products: what a buyer waits for between the press of the
//! button and the whole page of the check, with what each line means, what all of them cost, and what is in stock.

use std::time::Instant;

use anyhow::{Context, ensure};

use crate::Outcome;
use crate::arguments::Arguments;
use crate::http::{find, get, post};
use crate::load::once;
use crate::seed::House;
use crate::server::Server;
use crate::table::{Goal, Table, median};

const LINES: usize = 5_000;
/// Of them: spelled otherwise than in the catalogue, and such as nothing is called.
const SPELLED: usize = 800;
const LOST: usize = 200;

pub fn run(arguments: &Arguments, table: &mut Table) -> Outcome {
    let folder = arguments.folder("lists")?;
    let data = folder.path().join("data");
    let products = arguments.size(100_000, 10_000);
    let house = House::build(&data, products, 1)?;
    let (text, buyer) = (pasted(&house), house.buyers[0].person.clone());
    house.close()?;
    // What is put in past 1C isn't told to search: it reads everything anew.
    std::fs::remove_dir_all(data.join("index"))?;
    let server = Server::start(arguments, &data)?;
    server.settle()?;
    let written = percent_encoding::utf8_percent_encode(&text, percent_encoding::NON_ALPHANUMERIC);
    let form = format!("_csrf={}&text={written}", buyer.csrf);
    let request = post("/quick", &buyer.cookie, &form);
    let (mut rounds, mut bytes) = (Vec::new(), 0);
    for number in 0..=arguments.rounds {
        let begun = Instant::now();
        let kept = once(server.address(), &request)?;
        let to = kept.location.context("the list is not kept")?;
        let page = once(server.address(), &get(&to, &buyer.cookie))?;
        let taken = begun.elapsed().as_secs_f64() * 1e3;
        ensure!(page.status == 200, "{to} answers {}", page.status);
        let marked = |kind: &str| find(&page.body, kind.as_bytes()).is_some();
        // Counts of the page's own: as many are good as are in the catalogue, and what is lost is shown to be mended.
        let (good, lost) = (LINES - LOST, LOST);
        let counted = format!("{}\u{a0}{:03} строк готовы", good / 1_000, good % 1_000);
        ensure!(
            marked(&counted),
            "the page doesn't say that {good} of {LINES} lines are good"
        );
        let mended = format!(", {lost} ждут исправления");
        ensure!(
            marked(&mended) && marked("data-kind=\"not-found\""),
            "{lost} are not found"
        );
        ensure!(marked("name=\"pick\""), "nothing comes near what is not found");
        if number > 0 {
            rounds.push(taken);
            bytes = page.body.len();
        }
    }
    server.stop()?;
    let details = format!(
        "median of {} rounds, from the press to the whole page ({:.0} KB); {products} products, {SPELLED} lines spelled \
         otherwise, {LOST} not found",
        rounds.len(),
        bytes as f64 / 1e3
    );
    let name = "check of 5,000 pasted lines";
    table.figure("lists", name, median(rounds), "ms", Goal::AtMost(2_000.0), details);
    Ok(())
}

/// Two columns as a spreadsheet gives them, with their headings.
fn pasted(house: &House) -> String {
    let mut text = String::from("Артикул\tКоличество\n");
    for line in 0..LINES {
        let article = house.goods[line * house.goods.len() / LINES].article();
        let quantity = 1 + line % 12;
        let article = match line {
            // Latin letters for Cyrillic ones, another case, no dashes.
            line if line < SPELLED => article.replace('Т', "t").replace('В', "b").replace('-', " "),
            line if line < SPELLED + LOST => format!("скандия {line} окно белое"),
            _ => article.to_owned(),
        };
        text.push_str(&format!("{article}\t{quantity}\n"));
    }
    text
}
