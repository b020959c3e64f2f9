//! The line of stages: what it asks for, what dealers see of it, and that every order comes to an end.

use super::desk::*;
use crate::modules::orders::*;
use crate::platform::access::Role;
use crate::platform::values::*;

fn key(text: &str) -> StageKey {
    StageKey::new(text).unwrap()
}

fn named(line: &StageLine, stage: &str, change: impl Fn(&mut StageSpec)) -> Result<StageLine, Refusal> {
    let old = line.get(&key(stage)).unwrap();
    let mut spec = StageSpec {
        names: old.names.clone(),
        enter: old
            .enter
            .iter()
            .copied()
            .filter(|mover| *mover != Mover::System)
            .collect(),
        from: old.from.clone(),
        from_dealer: old.from_dealer.clone(),
        reserved: old.reserved.clone(),
        requires: old.requires.clone(),
        paper: old.paper.clone(),
        paper_shown: old.paper_shown,
        paid: old.paid,
        colour: old.colour,
        hidden: old.hidden,
        dealer_names: old.dealer_names.clone(),
    };
    change(&mut spec);
    line.with_changed(&key(stage), &spec, |stage, _| stage.key.to_string())
}

#[test]
fn the_share_that_is_paid_is_exact() {
    // Total in kopecks, paid, percent, enough?
    let cases = [
        (100_00, Some(50_00), 50, true),
        (100_00, Some(49_99), 50, false),
        (100_01, Some(50_00), 50, false),
        (100_01, Some(50_01), 50, true),
        (3, Some(1), 33, true),
        (3, Some(1), 34, false),
        (100_00, None, 1, false),
        (0, None, 100, true),
        (i64::MAX, Some(i64::MAX - 1), 100, false),
        (i64::MAX, Some(i64::MAX), 100, true),
    ];
    for (total, paid, percent, enough) in cases {
        let mut order = order();
        order.totals.total = Money::new(total, Currency::Rub);
        order.payments = paid.map_or_else(Vec::new, |minor| {
            vec![Payment {
                number: "1".into(),
                day: None,
                sum: Some(Money::new(minor, Currency::Rub)),
            }]
        });
        assert_eq!(order.is_paid(percent), enough, "{paid:?} of {total} is {percent} %");
    }
}

#[test]
fn by_hand_a_payment_counts_only_while_1c_names_none() {
    let line = named(&StageLine::shipped(), "queued", |spec| {
        spec.requires = vec![Requirement::Payment];
        spec.paid = Some(30);
    });
    let line = line.unwrap();
    let stage = line.get(&key("queued")).unwrap();
    let given = Given {
        payment: "платёжка".into(),
        ..Given::default()
    };
    let mut order = order();
    assert!(!order.standing(stage, "", &Given::default()).payment);
    assert!(order.standing(stage, "", &given).payment);
    order.payments.push(Payment {
        number: "1".into(),
        day: None,
        sum: Some(Money::new(1, order.currency)),
    });
    assert!(!order.standing(stage, "", &given).payment, "1C's word counts");
}

#[test]
fn dealers_see_the_stage_before_a_hidden_one() {
    let hide = |line: StageLine, stage: &str| named(&line, stage, |spec| spec.hidden = true).unwrap();
    let line = hide(hide(StageLine::shipped(), "confirmed"), "queued");
    let seen = line.for_dealers();
    // Key, what is seen.
    let cases = [
        ("submitted", "submitted"),
        ("confirmed", "submitted"),
        ("queued", "submitted"),
        ("production", "production"),
        ("closed", "closed"),
    ];
    for (stage, instead) in cases {
        assert_eq!(seen.seen(&key(stage)), &key(instead), "{stage}");
        assert_eq!(line.seen(&key(stage)), &key(stage), "staff sees {stage}");
    }
    assert!(seen.get(&key("queued")).is_none());
    assert_eq!(seen.covered(&key("submitted")).count(), 2);
    // From, to, unseen?
    let moves = [
        ("submitted", "confirmed", true),
        ("confirmed", "queued", true),
        ("queued", "submitted", true),
        ("queued", "production", false),
        ("submitted", "cancelled", false),
    ];
    for (from, to, unseen) in moves {
        assert_eq!(line.moves_unseen(&key(from), &key(to)), unseen, "{from} to {to}");
    }
}

#[test]
fn what_can_be_hidden_and_what_leads_nowhere() {
    let line = StageLine::shipped();
    let cases = [
        ("approval", Err(Refusal::StageHidden)),
        ("submitted", Err(Refusal::StageHidden)),
        ("confirmed", Ok(())),
        ("ready", Ok(())),
        ("shipped", Ok(())),
        ("closed", Err(Refusal::StageHidden)),
        ("cancelled", Err(Refusal::StageHidden)),
    ];
    for (stage, expected) in cases {
        let hidden = named(&line, stage, |spec| spec.hidden = true).map(drop);
        assert_eq!(hidden, expected, "{stage}");
    }
    let only = |from: &'static str, enter: Mover| {
        named(&line, "closed", move |spec| {
            spec.from = vec![key(from)];
            spec.enter = vec![enter];
        })
        .map(drop)
    };
    // The system may close too, in the line that ships, by the same ways.
    assert_eq!(only("shipped", Mover::Staff), Ok(()));
    assert_eq!(only("approval", Mover::Staff), Err(Refusal::StageTrap));
    assert_eq!(only("approval", Mover::OneC), Ok(()), "1C moves from anywhere");
}

fn left_to(from: Option<&str>, roles: &[Role]) -> Reserved {
    Reserved {
        from: from.map(key),
        roles: roles.to_vec(),
    }
}

#[test]
fn a_move_is_left_to_single_roles_of_staff_and_to_nobody_else() {
    let line = named(&StageLine::shipped(), "production", |spec| {
        spec.reserved = vec![
            left_to(Some("queued"), &[Role::Manager]),
            left_to(None, &[Role::Admin]),
            // Said twice, and said of nobody.
            left_to(Some("queued"), &[Role::Manager]),
            left_to(Some("ready"), &[]),
        ];
    })
    .unwrap();
    let kept = &line.get(&key("production")).unwrap().reserved;
    assert_eq!(
        *kept,
        [left_to(None, &[Role::Admin]), left_to(Some("queued"), &[Role::Manager])]
    );
    let staff = |role| Hand {
        mover: Mover::Staff,
        role,
    };
    let closed = Err(Refusal::StageReserved);
    // From, to, whose hand, what comes of it.
    let cases = [
        ("confirmed", "production", staff(Some(Role::Manager)), closed),
        ("confirmed", "production", staff(Some(Role::Admin)), Ok(())),
        ("queued", "production", staff(Some(Role::Manager)), Ok(())),
        ("queued", "production", staff(Some(Role::Admin)), Ok(())),
        ("confirmed", "production", staff(None), closed),
        // A stage that was taken out: the roles of any stage hold.
        ("production-7", "production", staff(Some(Role::Manager)), closed),
        // The accounting system isn't asked, nor are other stages touched.
        ("confirmed", "production", Hand::from(Mover::OneC), Ok(())),
        ("confirmed", "queued", staff(Some(Role::Manager)), Ok(())),
    ];
    for (from, to, hand, expected) in cases {
        let done = line.movement(&key(from), &key(to), hand, Standing::WHOLE).map(drop);
        assert_eq!(done, expected, "{from} to {to} by {hand:?}");
    }
    // What lacks besides is told to those who may.
    let bare = line.movement(
        &key("confirmed"),
        &key("production"),
        staff(Some(Role::Manager)),
        Standing::default(),
    );
    assert_eq!(bare.map(drop), closed);
    let offered = |from: &str, role| {
        let ways = line.ways(&key(from), staff(Some(role)));
        ways.iter().any(|stage| stage.key == key("production"))
    };
    assert!(!offered("confirmed", Role::Manager) && offered("confirmed", Role::Admin));
    let withheld = line.withheld(&key("confirmed"), staff(Some(Role::Manager)));
    let withheld: Vec<(&str, Vec<Role>)> = withheld
        .iter()
        .map(|(stage, of)| (stage.key.as_str(), of.who()))
        .collect();
    assert_eq!(withheld, [("production", vec![Role::Admin])]);
    assert_eq!(
        left_to(None, &[Role::Manager]).who(),
        [Role::Manager, Role::Admin],
        "the administrator always may"
    );
}

#[test]
fn what_moves_can_be_left_to() {
    let line = StageLine::shipped();
    let with = |reserved: Reserved| named(&line, "production", |spec| spec.reserved = vec![reserved.clone()]).map(drop);
    assert_eq!(with(left_to(None, &[Role::Manager])), Ok(()));
    assert_eq!(with(left_to(None, &[Role::Buyer])), Err(Refusal::StageRole));
    assert_eq!(
        with(left_to(Some("nowhere"), &[Role::Admin])),
        Err(Refusal::StageUnknown)
    );
    assert_eq!(
        with(left_to(Some("production"), &[Role::Admin])),
        Err(Refusal::StageUnknown)
    );
    // However much is left to single roles, an order never gets stuck: the administrator goes on with it.
    let mut shut = line.clone();
    for stage in &line.stages {
        shut = named(&shut, stage.key.as_str(), |spec| {
            spec.reserved = vec![left_to(None, &[Role::Admin])];
        })
        .unwrap();
    }
    let admin = Hand {
        mover: Mover::Staff,
        role: Some(Role::Admin),
    };
    for stage in line.stages.iter().filter(|stage| !stage.kind.is_over()) {
        assert_eq!(shut.ways(&stage.key, admin).len(), line.ways(&stage.key, admin).len());
        assert!(!shut.ways(&stage.key, admin).is_empty(), "{:?}", stage.key);
    }
    // A stage that goes takes what was said of moves from it along.
    let more = named(&line, "production", |spec| {
        spec.reserved = vec![left_to(Some("confirmed-2"), &[Role::Admin])];
    });
    assert_eq!(more.map(drop), Err(Refusal::StageUnknown));
}

/// As 0.1 stored a line before moves could be left to roles.
const STORED: &str = include_str!("../../../../tests/data/stage-line-0.1.json");

#[test]
fn a_line_that_an_older_version_stored_is_read_and_written_as_it_was() {
    let stored: StoredStages = serde_json::from_str(STORED).unwrap();
    let line = &stored.line;
    assert_eq!(line.check(), Ok(()));
    assert_eq!((line.version, line.stages.len(), line.retired.len()), (7, 10, 1));
    assert!(line.stages.iter().all(|stage| stage.reserved.is_empty()));
    let manager = Hand {
        mover: Mover::Staff,
        role: Some(Role::Manager),
    };
    assert_eq!(
        line.ways(&key("queued"), manager),
        line.ways(&key("queued"), Mover::Staff)
    );
    // A field that nobody used isn't written either: an older binary reads it too.
    let kept: serde_json::Value = serde_json::from_str(STORED).unwrap();
    assert_eq!(serde_json::to_value(&stored).unwrap(), kept);
}

#[test]
fn what_pointed_at_a_stage_that_is_gone_leads_on_to_its_heirs() {
    let spec = |ru: &str| StageSpec {
        names: Some(Names {
            ru: ru.into(),
            en: ru.into(),
        }),
        enter: vec![Mover::Staff],
        ..StageSpec::default()
    };
    let name = |stage: &Stage, _: Locale| stage.key.to_string();
    let mut line = StageLine::shipped();
    for ru in ["Покраска", "Сушка", "Мойка"] {
        line = line.with_added(Kind::Production, &spec(ru), name).unwrap().0;
    }
    let without =
        |line: &StageLine, gone: &str, heir: Option<&str>| line.without(&key(gone), heir.map(key).as_ref()).unwrap();
    let line = without(&line, "production-2", Some("production-3"));
    let line = without(&line, "production-3", Some("production"));
    let line = without(&line, "production-4", None);
    // The stage that was meant, what stands for it.
    let cases = [
        ("production", Some("production")),
        ("production-2", Some("production")),
        ("production-3", Some("production")),
        ("production-4", None),
        ("production-5", None),
    ];
    for (meant, stands) in cases {
        let stage = line.standing_for(&key(meant)).map(|stage| stage.key.to_string());
        assert_eq!(stage.as_deref(), stands, "{meant}");
    }
}
