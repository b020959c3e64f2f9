//! Every report against a count by hand: a made-up history of orders, changes and cancellations goes through the real
//! routes, and what reports, plan, grid and cards say must be what comes of it by plain addition.

use std::collections::{BTreeMap, BTreeSet};

use jiff::ToSpan;
use jiff::tz::TimeZone;
use kabinet::platform::access::Role;
use kabinet::platform::sheets;
use kabinet::platform::values::{Clock, Day};

use crate::harness::{Answer, Client, Company, GOODS, GROUP, World, wait_for};

/// Orders beside the two that a world begins with.
const ORDERS: usize = 24;

/// The same history in each run.
struct Dice(u64);

impl Dice {
    fn up_to(&mut self, most: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        (self.0 >> 33) % most
    }

    fn one_of<T: Copy>(&mut self, all: &[T]) -> T {
        all[self.up_to(all.len() as u64) as usize]
    }
}

/// What was put in.
#[derive(Clone, Debug)]
struct Put {
    dealer: &'static str,
    author: String,
    number: String,
    /// Which goods, and how many.
    lines: Vec<(usize, i64)>,
    stage: &'static str,
    wished: Option<Day>,
    /// The first promised day, and the last.
    promised: Option<Day>,
    planned: Option<Day>,
    /// The last day that was promised for the order as a whole.
    whole: Option<Day>,
    /// The second line has a day of its own: a promise beside the order's.
    own: Option<Day>,
}

impl Put {
    fn sum(&self) -> i64 {
        self.lines.iter().map(|(at, n)| GOODS[*at].price * n).sum()
    }

    fn margin(&self) -> i64 {
        let each = |(at, n): &(usize, i64)| (GOODS[*at].rrp - GOODS[*at].price) * n;
        self.lines.iter().map(each).sum()
    }

    /// Each line with the day by which it is to be made: promised, or else wished.
    fn due(&self) -> Vec<(Option<Day>, Option<Day>, i64, i64)> {
        let each = |(place, (goods, n)): (usize, &(usize, i64))| {
            let own = self.own.filter(|_| place == 1);
            (own.or(self.whole), self.wished, *n, GOODS[*goods].price * n)
        };
        self.lines.iter().enumerate().map(each).collect()
    }

    fn is_bought(&self) -> bool {
        self.stage != "cancelled"
    }

    fn is_open(&self) -> bool {
        self.stage != "cancelled" && self.stage != "closed"
    }

    fn is_coming(&self) -> bool {
        ["submitted", "confirmed", "production"].contains(&self.stage)
    }
}

/// Changes the quantity of the first line, in both steps of the form.
fn change(client: &Client, page: &str, quantity: i64, reason: &str) {
    let (edit, requests) = (format!("{page}/edit"), format!("{page}/requests"));
    let typed = [("quantity", quantity.to_string()), ("step", "check".to_owned())];
    let typed = typed.each_ref().map(|(name, value)| (*name, value.as_str()));
    let preview = client.fill(&edit, &requests, &typed);
    preview.expect(200);
    client
        .submit(&preview, &requests, &[("step", "send"), ("reason", reason)])
        .expect(303);
}

/// One order from its draft to wherever the dice leave it.
fn play(world: &World, dice: &mut Dice, today: Day) -> Put {
    let (name, company): (&'static str, &Company) =
        dice.one_of(&[("Север", &world.sever), ("Север", &world.sever), ("Юг", &world.yug)]);
    let author = company.person(dice.one_of(&[Role::Buyer, Role::Director]));
    let client = world.signed_in(author);
    let admin = world.admin();
    let mut put = Put {
        dealer: name,
        author: author.name.clone(),
        number: String::new(),
        lines: Vec::new(),
        stage: "submitted",
        wished: None,
        promised: None,
        planned: None,
        whole: None,
        own: None,
    };
    let begun = client.post("/drafts", &[("name", "Пересчёт")]);
    let draft = begun.expect(303).location().to_owned();
    let kinds = 1 + dice.up_to(2) as usize;
    for (at, goods) in GOODS.iter().enumerate().take(kinds) {
        let quantity = 1 + dice.up_to(9) as i64;
        let line = [("article", goods.article), ("quantity", &quantity.to_string())];
        client.post(&format!("{draft}/lines"), &line).expect(303);
        put.lines.push((at, quantity));
    }
    let mut set = Vec::new();
    let day = |dice: &mut Dice| today.saturating_add((7 + dice.up_to(40) as i64).days());
    let wished = day(dice);
    let said = wished.to_string();
    if dice.up_to(2) == 0 {
        put.wished = Some(wished);
        set.push(("wished", said.as_str()));
    }
    if !set.is_empty() {
        client.fill(&draft, &draft, &set).expect(303);
    }
    let form = client.get(&draft).form(&draft);
    let form: Vec<(&str, &str)> = form
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    let page = client
        .post(&format!("{draft}/submission"), &form)
        .expect(303)
        .location()
        .to_owned();
    put.number = page.trim_start_matches("/orders/").to_owned();

    let move_to = |put: &mut Put, to: &'static str| {
        let set = [("stage", to), ("reason", "Так решили")];
        admin.fill(&page, &format!("{page}/stage"), &set).expect(303);
        put.stage = to;
    };
    match dice.up_to(8) {
        0 => {
            client
                .fill(&page, &format!("{page}/cancellation"), &[("reason", "Передумали")])
                .expect(303);
            put.stage = "cancelled";
            return put;
        }
        1 => return put,
        2 | 3 => {
            // Before confirmation the dealer changes it at once.
            let quantity = 10 + dice.up_to(9) as i64;
            change(&client, &page, quantity, "");
            put.lines[0].1 = quantity;
        }
        _ => {}
    }
    move_to(&mut put, "confirmed");
    for _ in 0..dice.up_to(3) {
        let planned = day(dice);
        let set = [("day", planned.to_string()), ("reason", "Фурнитура".to_owned())];
        let set = [("day", set[0].1.as_str()), ("reason", set[1].1.as_str())];
        if put.planned != Some(planned) {
            admin.fill(&page, &format!("{page}/promises"), &set).expect(303);
            put.promised = put.promised.or(Some(planned));
            (put.planned, put.whole) = (Some(planned), Some(planned));
        }
    }
    if put.planned.is_some() && put.lines.len() > 1 && dice.up_to(2) == 0 {
        let own = day(dice);
        if put.planned != Some(own) {
            let (said, dates) = (own.to_string(), format!("{page}/dates"));
            let (_, version) = admin.get(&page).form(&dates).remove(0);
            let day = [("line", "1"), ("day", said.as_str()), ("reason", "Ручки позже")];
            let form = [&[("version", version.as_str()), ("scope", "picked")], &day[..]].concat();
            admin.post(&dates, &form).expect(303);
            put.own = Some(own);
            // The first line goes on with the order, and the order is as late as its last line.
            put.planned = put.planned.max(Some(own));
        }
    }
    if dice.up_to(3) == 0 {
        // Afterwards it is a request, which the other side accepts or not.
        let quantity = 20 + dice.up_to(9) as i64;
        change(&client, &page, quantity, "Клиент просит");
        let (answer, said) = dice.one_of(&[("accept", ""), ("refuse", "Уже в работе")]);
        let set = [("answer", answer), ("reason", said)];
        admin.fill(&page, &format!("{page}/requests/answer"), &set).expect(303);
        if answer == "accept" {
            put.lines[0].1 = quantity;
        }
    }
    if dice.up_to(6) == 0 {
        move_to(&mut put, "cancelled");
        return put;
    }
    for to in ["production", "ready", "shipped", "closed"] {
        if dice.up_to(3) == 0 {
            break;
        }
        move_to(&mut put, to);
    }
    put
}

/// An order whose second line is promised for two weeks after the first.
fn split(world: &World, today: Day) -> Put {
    let company = &world.sever;
    let (buyer, admin) = (world.buyer(), world.admin());
    let begun = buyer.post("/drafts", &[("name", "Врозь")]);
    let draft = begun.expect(303).location().to_owned();
    for (goods, quantity) in GOODS.iter().zip(["4", "5"]) {
        let line = [("article", goods.article), ("quantity", quantity)];
        buyer.post(&format!("{draft}/lines"), &line).expect(303);
    }
    let form = buyer.get(&draft).form(&draft);
    let fields: Vec<(&str, &str)> = form.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
    let page = buyer.post(&format!("{draft}/submission"), &fields);
    let page = page.expect(303).location().to_owned();
    admin
        .fill(&page, &format!("{page}/stage"), &[("stage", "confirmed")])
        .expect(303);
    let (first, second) = (today.saturating_add(9.days()), today.saturating_add(23.days()));
    let (said, own) = (first.to_string(), second.to_string());
    admin
        .fill(&page, &format!("{page}/promises"), &[("day", said.as_str())])
        .expect(303);
    let dates = format!("{page}/dates");
    let (_, version) = admin.get(&page).form(&dates).remove(0);
    let form = [
        ("version", version.as_str()),
        ("scope", "picked"),
        ("line", "1"),
        ("day", own.as_str()),
        ("reason", "Муфты позже"),
    ];
    admin.post(&dates, &form).expect(303);
    Put {
        dealer: "Север",
        author: company.person(Role::Buyer).name.clone(),
        number: page.trim_start_matches("/orders/").to_owned(),
        lines: vec![(0, 4), (1, 5)],
        stage: "confirmed",
        wished: None,
        promised: Some(first),
        planned: Some(second),
        whole: Some(first),
        own: Some(second),
    }
}

fn rows_of(answer: &Answer) -> Vec<Vec<String>> {
    let grid = sheets::read(&answer.expect(200).bytes, 5_000).unwrap();
    grid.rows.into_iter().map(|(_, cells)| cells).collect()
}

fn plain(text: &str) -> String {
    text.replace(['\u{a0}', '\u{202f}'], " ")
}

/// `1 234 567,00`.
fn roubles(whole: i64) -> String {
    let digits = whole.to_string();
    let mut spaced = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            spaced.push(' ');
        }
        spaced.push(digit);
    }
    format!("{spaced},00")
}

/// Orders and their sum by a key.
fn by<K: Ord>(all: &[Put], takes: impl Fn(&Put) -> bool, key: impl Fn(&Put) -> K) -> BTreeMap<K, (i64, i64)> {
    let mut found = BTreeMap::new();
    for put in all.iter().filter(|put| takes(put)) {
        let cell: &mut (i64, i64) = found.entry(key(put)).or_default();
        *cell = (cell.0 + 1, cell.1 + put.sum());
    }
    found
}

#[test]
fn every_report_comes_to_what_was_put_in() {
    let world = World::fresh();
    let today = Clock::system().now().day_in(&TimeZone::get("Europe/Moscow").unwrap());
    let mut dice = Dice(417);
    let begun = [("Север", &world.sever), ("Юг", &world.yug)].map(|(dealer, company)| Put {
        dealer,
        author: company.person(Role::Buyer).name.clone(),
        number: company.deal().order.clone(),
        lines: vec![(0, 2)],
        stage: "submitted",
        wished: None,
        promised: None,
        planned: None,
        whole: None,
        own: None,
    });
    let mut all = begun.to_vec();
    all.extend((0..ORDERS).map(|_| play(&world, &mut dice, today)));
    all.push(split(&world, today));
    let stages: Vec<&str> = all.iter().map(|put| put.stage).collect();
    for stage in ["submitted", "confirmed", "cancelled"] {
        assert!(stages.contains(&stage), "the history has no {stage} order: {stages:?}");
    }
    assert!(all.iter().any(|put| put.own.is_some()), "a line has a day of its own");
    let admin = world.admin();

    sales(&world, &admin, &all);
    pipeline(&admin, &all);
    plan(&admin, &all);
    for (name, company) in [("Север", &world.sever), ("Юг", &world.yug)] {
        let own: Vec<Put> = all.iter().filter(|put| put.dealer == name).cloned().collect();
        company_report(&world, company, &own, today);
        card(&admin, company, &own);
    }
    grid(&world, &admin, &all);
}

/// Sales by dealer and by group, once the follower of the journal is through.
fn sales(world: &World, admin: &Client, all: &[Put]) {
    let bought = by(all, Put::is_bought, |put| put.dealer.to_owned());
    let figures = |rows: &[Vec<String>], name: &str| {
        let row = rows.iter().find(|row| row[0] == name)?;
        Some((row[1].parse::<i64>().ok()?, row[2].parse::<i64>().ok()?))
    };
    wait_for("sales by dealer", || {
        let rows = rows_of(&admin.get("/analytics.xlsx?period=year&by=dealer"));
        bought
            .iter()
            .all(|(name, sums)| figures(&rows, name) == Some(*sums))
            .then_some(())
    });
    let whole = bought.values().fold((0, 0), |sum, one| (sum.0 + one.0, sum.1 + one.1));
    for cut in ["dealer", "group", "region", "manager"] {
        let rows = rows_of(&admin.get(&format!("/analytics.xlsx?period=year&by={cut}")));
        assert_eq!(figures(&rows, "Всего"), Some(whole), "by {cut}");
    }
    let rows = rows_of(&admin.get("/analytics.xlsx?period=year&by=group"));
    assert_eq!(figures(&rows, GROUP), Some(whole));
    // A figure opens to exactly its orders.
    let yug = world.yug.dealer.unwrap();
    let behind = admin.get(&format!("/analytics/orders?period=year&dealer={yug}"));
    let mut shown = behind.expect(200).texts("tbody tr th a, tbody tr td.kb-title a");
    shown.retain(|text| !text.is_empty());
    let of_yug = all.iter().filter(|put| put.is_bought() && put.dealer == "Юг");
    for put in of_yug.clone() {
        behind.contains(&put.number);
    }
    for put in all.iter().filter(|put| !put.is_bought() || put.dealer != "Юг") {
        assert!(!behind.body().contains(&put.number), "{} isn't behind it", put.number);
    }
}

fn pipeline(admin: &Client, all: &[Put]) {
    let open = by(all, Put::is_open, |put| put.stage.to_owned());
    // The follower of the journal may be some moves behind.
    let page = wait_for(&format!("open orders are {open:?}"), || {
        let page = admin.get("/pipeline");
        let keys = page.expect(200).attributes("ol.kb-pipe li", "data-stage");
        let counts = page.texts("ol.kb-pipe li b");
        let found = keys
            .into_iter()
            .zip(counts.iter().map(|count| count.parse::<i64>().unwrap()));
        let found: BTreeMap<String, i64> = found.filter(|(_, orders)| *orders > 0).collect();
        let expected = open.iter().map(|(key, (orders, _))| (key.clone(), *orders));
        (found == expected.collect()).then_some(page)
    });
    for (key, (_, sum)) in &open {
        let step = page.texts(&format!("ol.kb-pipe li[data-stage={key}]"));
        assert!(
            plain(&step[0]).contains(&roubles(*sum)),
            "{key} stands at {sum}: {step:?}"
        );
    }
    for (dealer, (orders, sum)) in by(all, Put::is_open, |put| put.dealer) {
        let rows = page.texts("tr[data-dealer]");
        let row = rows.iter().find(|row| row.contains(dealer)).map(|row| plain(row));
        let row = row.expect("the dealer's row");
        assert!(
            row.contains(&roubles(sum)) && row.contains(&orders.to_string()),
            "{row}"
        );
    }
}

/// Weeks of the plan: orders and pieces that are promised, pieces that are wished, the sum of the promised ones.
fn plan(admin: &Client, all: &[Put]) {
    let epoch = Day::constant(1899, 12, 30);
    let week = |day: Day| {
        let monday = day.saturating_sub(i64::from(day.weekday().to_monday_zero_offset()).days());
        i64::from((monday - epoch).get_days())
    };
    let mut weeks: BTreeMap<i64, [i64; 4]> = BTreeMap::new();
    // Behind each week: the orders that have a line in it, and how many pieces of them.
    let mut behind: BTreeMap<(&str, Day), BTreeMap<&str, i64>> = BTreeMap::new();
    let mut split = 0;
    for put in all.iter().filter(|put| put.is_coming()) {
        let mut counted = BTreeSet::new();
        for (planned, wished, pieces, sum) in put.due() {
            let which = if planned.is_some() { "planned" } else { "wished" };
            let Some(day) = planned.or(wished) else { continue };
            let cell = weeks.entry(week(day)).or_default();
            let monday = day.saturating_sub(i64::from(day.weekday().to_monday_zero_offset()).days());
            *behind
                .entry((which, monday))
                .or_default()
                .entry(put.number.as_str())
                .or_default() += pieces;
            match planned {
                Some(_) => {
                    let first = i64::from(counted.insert(week(day)));
                    *cell = [cell[0] + first, cell[1] + pieces, cell[2], cell[3] + sum];
                }
                None => cell[2] += pieces,
            }
        }
        split += usize::from(counted.len() > 1);
    }
    assert!(split > 0, "some order is made in two weeks");
    assert!(!weeks.is_empty());
    let figure = |row: &[String], at: usize| row.get(at).map_or(0, |cell| cell.parse::<i64>().unwrap_or(0));
    wait_for(&format!("the plan is {weeks:?}"), || {
        let rows = rows_of(&admin.get("/plan.xlsx"));
        let found: BTreeMap<i64, [i64; 4]> = rows
            .iter()
            .filter(|row| row[0] == GROUP)
            .map(|row| (figure(row, 1), [4, 5, 6, 9].map(|at| figure(row, at))))
            .collect();
        (found == weeks).then_some(())
    });
    // Each week opens to exactly its orders, with what of them is made in it.
    for ((which, monday), orders) in &behind {
        let page = admin.get(&format!("/plan/orders?which={which}&week={monday}"));
        let listed = page.expect(200).attributes("tr[data-order]", "data-order");
        let expected: Vec<String> = orders.keys().map(|number| (*number).to_owned()).collect();
        let mut sorted = listed.clone();
        sorted.sort();
        assert_eq!(sorted, expected, "{which} {monday}");
        for (number, pieces) in orders {
            let row = page.texts(&format!("tr[data-order='{number}']")).concat();
            assert!(
                plain(&row).contains(&format!(" {pieces} ")),
                "{number}, {pieces} pieces: {row}"
            );
        }
    }
}

/// The director's own: months, groups, people, promises.
fn company_report(world: &World, company: &Company, own: &[Put], today: Day) {
    let director = world.signed_in(company.person(Role::Director));
    let rows = rows_of(&director.get("/company/report.xlsx?period=year"));
    let of = |by: &str| -> BTreeMap<String, (i64, i64, i64)> {
        let rows = rows.iter().filter(|row| row[0] == by && row.len() > 4 && row[2] != "0");
        rows.map(|row| {
            let figure = |at: usize| row[at].parse::<i64>().unwrap();
            (row[1].clone(), (figure(2), figure(3), figure(4)))
        })
        .collect()
    };
    let bought: Vec<&Put> = own.iter().filter(|put| put.is_bought()).collect();
    let whole = (
        bought.len() as i64,
        bought.iter().map(|put| put.sum()).sum::<i64>(),
        bought.iter().map(|put| put.margin()).sum::<i64>(),
    );
    let months: Vec<_> = of("Месяц").into_values().collect();
    assert_eq!(months, [whole], "all were sent this month");
    assert_eq!(of("Группа товаров"), BTreeMap::from([(GROUP.to_owned(), whole)]));
    let mut people: BTreeMap<String, (i64, i64, i64)> = BTreeMap::new();
    for put in &bought {
        let cell = people.entry(put.author.clone()).or_default();
        *cell = (cell.0 + 1, cell.1 + put.sum(), cell.2 + put.margin());
    }
    assert_eq!(of("Сотрудник"), people);
    // Nothing was promised for a day that has passed, so every promise of what has left was kept. It counts by its first day,
    // up to the end of this month.
    let left = bought.iter().filter(|put| ["shipped", "closed"].contains(&put.stage));
    let kept = left
        .filter(|put| put.promised.is_some_and(|day| day <= today.last_of_month()))
        // A line with a day of its own is a promise by itself; it was first promised with the order.
        .map(|put| 1 + usize::from(put.own.is_some()))
        .sum::<usize>();
    let page = director.get("/company/report?period=year");
    let said = plain(&page.expect(200).body());
    assert!(
        said.contains(&format!("{kept} из {kept} отгружены")),
        "{kept} promises were kept"
    );
    // A month opens to the orders that it is made of.
    let months = page.attributes("#months a", "href");
    let mut listed = director
        .get(months.last().unwrap())
        .expect(200)
        .attributes("tr[data-order]", "data-order");
    listed.sort();
    let mut expected: Vec<String> = bought.iter().map(|put| put.number.clone()).collect();
    expected.sort();
    assert_eq!(listed, expected);
}

/// The whole picture on the dealer's card.
fn card(admin: &Client, company: &Company, own: &[Put]) {
    let dealer = company.dealer.unwrap();
    let page = admin.get(&format!("/dealers/{dealer}"));
    let figures = plain(&page.expect(200).texts("#dealer-figures").concat());
    let open: Vec<&Put> = own.iter().filter(|put| put.is_open()).collect();
    let sum: i64 = open.iter().map(|put| put.sum()).sum();
    assert!(figures.contains(&roubles(sum)), "{sum} are open: {figures}");
    assert!(figures.contains(&format!("В работе{}", open.len())) || figures.contains(&open.len().to_string()));
    let bought = own.iter().filter(|put| put.is_bought()).map(Put::sum).sum::<i64>();
    let rounded = roubles(bought);
    assert!(
        figures.contains(rounded.trim_end_matches(",00")),
        "{bought} in twelve months: {figures}"
    );
    let last = own.last().expect("an order");
    assert!(
        figures.contains(&last.number),
        "{} is the last one: {figures}",
        last.number
    );
}

/// The totals of the grid: from counters and by looking at each order they are the same.
fn grid(world: &World, admin: &Client, all: &[Put]) {
    let of = |client: &Client, query: &str, orders: &[&Put]| {
        let (n, sum) = (orders.len(), orders.iter().map(|put| put.sum()).sum::<i64>());
        for query in [query.to_owned(), format!("{query}&sum_from=0")] {
            let page = client.get(&format!("/orders?{query}&totals=1"));
            if n == 0 {
                assert!(page.expect(200).attributes("tr[data-order]", "data-order").is_empty());
                continue;
            }
            let said = plain(&page.expect(200).texts("#grid-totals").concat());
            assert!(said.contains(&format!("Итого {n} ")), "{query}: {n} orders, {said}");
            assert!(said.contains(&roubles(sum)), "{query}: {sum}, {said}");
            let alone = client.get_with(&format!("/orders/totals?{query}"), &[("hx-request", "true")]);
            assert!(plain(&alone.expect(200).body()).contains(&roubles(sum)), "{query}");
        }
    };
    let pick = |takes: &dyn Fn(&Put) -> bool| -> Vec<&Put> { all.iter().filter(|put| takes(put)).collect() };
    let (sever, yug) = (world.sever.dealer.unwrap(), world.yug.dealer.unwrap());
    let is_sever = |put: &Put| put.dealer == "Север";
    of(admin, "stage=all", &pick(&|_| true));
    of(admin, "stage=open", &pick(&Put::is_open));
    for stage in ["submitted", "confirmed", "production", "closed", "cancelled"] {
        of(admin, &format!("stage={stage}"), &pick(&|put| put.stage == stage));
    }
    of(
        admin,
        "stage=confirmed&stage=cancelled",
        &pick(&|put| ["confirmed", "cancelled"].contains(&put.stage)),
    );
    of(admin, &format!("stage=all&dealer={sever}"), &pick(&is_sever));
    of(
        admin,
        &format!("stage=open&dealer={yug}"),
        &pick(&|put| !is_sever(put) && put.is_open()),
    );
    // A manager and a dealer count their own.
    of(&world.manager(), "stage=all", &pick(&is_sever));
    of(
        &world.buyer(),
        "stage=open",
        &pick(&|put| is_sever(put) && put.is_open()),
    );
    let manager = &world.maker.person(Role::Manager).member.id;
    of(admin, &format!("stage=all&manager={manager}"), &pick(&is_sever));
}
