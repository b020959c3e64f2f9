//! Signing in, invitations and scopes over the in-memory engine.

use std::sync::Arc;

use jiff::tz::TimeZone;

use super::*;
use crate::platform::error::Error;
use crate::platform::journal;
use crate::platform::services::Services;
use crate::platform::store::{MemoryEngine, Reader, Store};
use crate::platform::values::{Clock, DealerId, Id, Moment};

fn services() -> Arc<Services> {
    let clock = Clock::standing_at(Moment::from_millis(1_790_000_000_000));
    let services = Services::new(
        Store::start(MemoryEngine::new(3), |_| {}).unwrap(),
        clock,
        TimeZone::UTC,
    );
    services.provide(Arc::new(Throttle::default()));
    services.provide(Arc::new(Passwords::default()));
    services
}

fn invited(email: &str, role: Role, company: Option<DealerId>) -> Invited {
    Invited {
        email: email.into(),
        name: "Anna".into(),
        role: role.into(),
        company,
        company_name: "Sever".into(),
    }
}

fn attempt<'a>(email: &'a str, password: &'a str) -> SignIn<'a> {
    SignIn {
        email,
        password,
        browser: Browser::default(),
    }
}

#[tokio::test]
async fn an_invited_person_sets_a_password_once_and_signs_in() {
    let services = services();
    let admin = Access::system(&services, "test");
    let dealer = Id::derived("dealer", "sever");
    let (member, secret) = invite(&admin, invited(" Anna@Sever.example", Role::Buyer, Some(dealer)))
        .await
        .unwrap();
    assert!(
        sign_in(&services, attempt("anna@sever.example", "a long password"))
            .await
            .is_err()
    );
    accept(&services, &secret, "a long password", Browser::default())
        .await
        .unwrap();
    let again = accept(&services, &secret, "another password", Browser::default()).await;
    assert!(matches!(again, Err(Error::Refused(message)) if message.id == "access-invitation-used"));
    let entered = sign_in(&services, attempt("ANNA@sever.example ", "a long password")).await;
    let Ok(Entered::In(Opening { token, .. })) = entered else {
        panic!("it has no second factor");
    };
    let session = services
        .read_all()
        .get::<Session>(&hashed(token.as_str()))
        .unwrap()
        .unwrap();
    assert_eq!(session.membership, member.id);
    let tx = admin.read().unwrap();
    assert_eq!(journal::position(&tx).unwrap(), 2);
    assert_eq!(journal::verify(&tx).unwrap().broken_at, None);
}

#[tokio::test]
async fn an_invitation_expires() {
    let services = services();
    let admin = Access::system(&services, "test");
    let (_, secret) = invite(&admin, invited("a@a.example", Role::Admin, None)).await.unwrap();
    services
        .clock
        .set(admin.now().plus_seconds((INVITATION_DAYS + 1) * 86_400));
    let late = find_invitation(&services, &secret).map(|_| ());
    assert!(matches!(late, Err(Error::Refused(message)) if message.id == "access-invitation-expired"));
}

#[tokio::test]
async fn wrong_passwords_are_slowed_down_and_disabled_accounts_stay_out() {
    let services = services();
    let admin = Access::system(&services, "test");
    let (member, secret) = invite(&admin, invited("a@a.example", Role::Admin, None)).await.unwrap();
    accept(&services, &secret, "a long password", Browser::default())
        .await
        .unwrap();
    for _ in 0..7 {
        assert!(sign_in(&services, attempt("a@a.example", "guess")).await.is_err());
    }
    let slowed = sign_in(&services, attempt("a@a.example", "a long password")).await;
    assert!(matches!(slowed, Err(Error::Refused(message)) if message.id == "access-sign-in-wait"));
    services.clock.set(admin.now().plus_seconds(3_700));
    sign_in(&services, attempt("a@a.example", "a long password"))
        .await
        .unwrap();
    let account = services.read_all().get::<Account>(&member.account).unwrap().unwrap();
    let disabled = Account {
        disabled: true,
        ..account
    };
    admin
        .write(move |write| write.save(&disabled, &AccessEvent::Changed { member: member.clone() }))
        .await
        .unwrap();
    assert!(
        sign_in(&services, attempt("a@a.example", "a long password"))
            .await
            .is_err()
    );
}

#[tokio::test]
async fn roles_and_companies_must_fit() {
    let services = services();
    let admin = Access::system(&services, "test");
    let dealer = Id::derived("dealer", "sever");
    for (role, company) in [(Role::Admin, Some(dealer)), (Role::Buyer, None)] {
        assert!(matches!(
            invite(&admin, invited("a@a.example", role, company)).await,
            Err(Error::Invalid(_))
        ));
    }
    assert!(matches!(
        invite(&admin, invited("nonsense", Role::Admin, None)).await,
        Err(Error::Invalid(_))
    ));
}

#[test]
fn a_form_token_belongs_to_one_company() {
    let session = Session {
        token_hash: "x".into(),
        account: Id::derived("account", "a"),
        membership: Id::derived("membership", "one"),
        created: Moment::EPOCH,
        seen: Moment::EPOCH,
        secret: "secret".into(),
        client_beside: false,
        seen_as: None,
        flash: Vec::new(),
        agent: String::new(),
        address: String::new(),
    };
    let token = csrf_token(&session);
    assert!(csrf_matches(&session, &token));
    let other = Session {
        membership: Id::derived("membership", "two"),
        ..session
    };
    assert!(!csrf_matches(&other, &token));
}

#[test]
fn blindness_follows_from_the_role() {
    let services = services();
    let member = |role| Membership::sample("x", role, Some(Id::derived("dealer", "sever")));
    let sight = |role| Access::of_member(&services, &member(role), "test").unwrap().sight();
    assert_eq!(sight(Role::Seller), Sight::BLIND);
    assert_eq!(sight(Role::Director), Sight::FULL);
    assert_eq!(
        sight(Role::Accountant),
        Sight {
            margin: false,
            ..Sight::FULL
        }
    );
}

mod rights {

    use super::*;
    use crate::platform::access::{Breadth, Ceiling, OwnRole, Permission, Rights, StandIn, is_grantable, permissions};
    use crate::platform::values::Scope;

    fn person(role: Role, company: Option<DealerId>) -> Membership {
        Membership::sample(role.id(), role, company)
    }

    fn of_sever() -> Option<DealerId> {
        Some(Id::derived("dealer", "sever"))
    }

    fn own(rights: &[Permission], company: Option<DealerId>) -> OwnRole {
        OwnRole {
            id: Id::derived("role", "own"),
            company,
            name: "Own".into(),
            everywhere: false,
            breadth: Breadth::Company,
            rights: rights.iter().map(|right| right.id.to_owned()).collect(),
            version: 1,
            created: Moment::EPOCH,
        }
    }

    fn held(rights: &Rights) -> Vec<&'static str> {
        let all = permissions::ALL.iter().filter(|right| rights.hold(**right));
        all.map(|right| right.id).collect()
    }

    #[test]
    fn a_ready_role_holds_what_its_permissions_say() {
        for role in Role::ALL {
            let company = of_sever().filter(|_| !role.is_staff());
            let rights = Rights::would_be(person(role, company), None, None);
            let said: Vec<&str> = permissions::ALL
                .iter()
                .filter(|right| right.held_by(role))
                .map(|right| right.id)
                .collect();
            assert_eq!(held(&rights), said, "{}", role.id());
        }
    }

    #[test]
    fn an_own_role_holds_no_more_than_it_names_and_nothing_of_the_other_kind() {
        let foreign = Permission::new("test.staff-only", &[Role::Admin]);
        let role = own(
            &[permissions::SEE_FINANCE, permissions::ADMINISTER, foreign],
            of_sever(),
        );
        let member = Membership {
            own_role: Some(role.id),
            ..person(Role::Seller, of_sever())
        };
        let rights = Rights::would_be(member.clone(), Some(role), None);
        assert_eq!(held(&rights), ["access.signed-in", "see.finance"]);
        assert!(!rights.hold(foreign) && !is_grantable(foreign, true) && is_grantable(foreign, false));
        // A role that is gone grants nothing but the way in.
        assert_eq!(held(&Rights::would_be(member, None, None)), ["access.signed-in"]);
    }

    #[test]
    fn a_ceiling_stands_over_role_gift_and_loan() {
        let member = Membership {
            extra: [permissions::SEE_FINANCE.id.to_owned()].into(),
            ..person(Role::Buyer, of_sever())
        };
        let open = Rights::would_be(member.clone(), None, None);
        assert!(open.hold(permissions::SEE_FINANCE) && open.hold(permissions::SEE_PURCHASE_PRICE));
        let ceiling = Ceiling {
            company: of_sever().unwrap(),
            withheld: [permissions::SEE_FINANCE.id, permissions::SEE_PURCHASE_PRICE.id]
                .map(str::to_owned)
                .into(),
        };
        let below = Rights::would_be(member, None, Some(ceiling));
        assert!(!below.hold(permissions::SEE_FINANCE) && !below.hold(permissions::SEE_PURCHASE_PRICE));
        assert!(below.hold(permissions::SEE_MARGIN));
        assert_ne!(open.tag(), below.tag(), "a page that was kept isn't the same any more");
    }

    #[test]
    fn a_loan_ends_at_its_moment() {
        let until = Moment::EPOCH.plus_seconds(60);
        let loan = StandIn {
            of: Id::derived("membership", "x"),
            name: String::new(),
            until,
        };
        assert!(loan.is_open(Moment::EPOCH.plus_seconds(59)));
        assert!(!loan.is_open(until));
    }

    #[test]
    fn who_has_an_own_role_is_no_chief() {
        let role = own(&[permissions::INVITE], None);
        let member = Membership {
            own_role: Some(role.id),
            ..person(Role::Admin, None)
        };
        assert!(person(Role::Admin, None).is_chief() && !member.is_chief());
        assert_eq!(Rights::would_be(member, Some(role), None).role(), Role::Manager);
    }

    fn narrow(name: &str, rights: &[Permission], breadth: Breadth) -> Rights {
        let role = OwnRole {
            id: Id::derived("role", name),
            breadth,
            ..own(rights, of_sever())
        };
        let member = Membership {
            own_role: Some(role.id),
            ..Membership::sample(name, Role::Seller, of_sever())
        };
        Rights::would_be(member, Some(role), None)
    }

    #[test]
    fn of_several_roles_the_widest_says_whose_orders_are_seen() {
        let dealer = of_sever().unwrap();
        let account = |name: &str| Id::derived("account", name);
        let see = [permissions::SEE_ORDERS];
        let director = || Rights::would_be(Membership::sample("chief", Role::Director, of_sever()), None, None);
        let ready = |role| Rights::would_be(Membership::sample("ready", role, of_sever()), None, None);
        let own = |name| narrow(name, &see, Breadth::Own);
        let company = Scope::Dealer(dealer);
        for (said, rights, scope) in [
            ("ready", ready(Role::Seller), company.clone()),
            (
                "an own role of the company",
                narrow("a", &see, Breadth::Company),
                company.clone(),
            ),
            (
                "an own role of the own",
                own("a"),
                Scope::people(dealer, [account("a")]),
            ),
            ("lent by the company's", own("a").with_lent(director()), company.clone()),
            ("lent to the company's", director().with_lent(own("a")), company),
            (
                "lent by one's own",
                own("a").with_lent(own("b")),
                Scope::people(dealer, [account("b"), account("a")]),
            ),
            // Finance of the whole company, and no orders at all: it opens none.
            (
                "lent without orders",
                own("a").with_lent(narrow("b", &[permissions::SEE_FINANCE], Breadth::Company)),
                Scope::people(dealer, [account("a")]),
            ),
        ] {
            assert_eq!(rights.scope(), scope, "{said}");
        }
        // A role that is gone shows as little as can be.
        let gone = Membership {
            own_role: Some(Id::derived("role", "gone")),
            ..Membership::sample("a", Role::Seller, of_sever())
        };
        let gone = Rights::would_be(gone, None, None);
        assert_eq!(gone.scope(), Scope::people(dealer, [account("a")]));
    }

    #[test]
    fn what_speaks_of_all_orders_is_held_by_who_sees_all() {
        let report = Permission::whole("test.report", &[Role::Director]);
        let rights = [permissions::SEE_ORDERS, report];
        assert!(narrow("a", &rights, Breadth::Company).hold(report));
        assert!(!narrow("a", &rights, Breadth::Own).hold(report));
        // Lent by who sees all it is held, and seen is all.
        let lent = narrow("a", &rights, Breadth::Own).with_lent(narrow("b", &rights, Breadth::Company));
        assert!(lent.hold(report) && lent.breadth() == Breadth::Company);
        // Lent by who sees the own alone it isn't.
        let lent = narrow("a", &[], Breadth::Own).with_lent(narrow("b", &rights, Breadth::Own));
        assert!(!lent.hold(report));
    }

    #[test]
    fn nobody_gives_more_breadth_than_they_have() {
        let see = [permissions::SEE_ORDERS];
        let own = |name| narrow(name, &see, Breadth::Own);
        let wide = |name| narrow(name, &see, Breadth::Company);
        for (said, giver, given, reaches, sees_all) in [
            ("own by own", own("a"), own("b"), true, false),
            ("own by oneself", own("a"), own("a"), true, true),
            ("company by own", own("a"), wide("b"), false, false),
            ("own by company", wide("a"), own("b"), true, true),
            // Another's own, lent to a third: only who sees them lends them.
            ("a stranger's", own("a"), own("b").with_lent(own("c")), false, false),
            ("the giver's", own("a"), own("b").with_lent(own("a")), true, false),
            (
                "a lender's",
                own("a").with_lent(own("c")),
                own("b").with_lent(own("c")),
                true,
                false,
            ),
        ] {
            assert_eq!(giver.reaches(&given), reaches, "{said}");
            assert_eq!(giver.sees_all_of(&given), sees_all, "{said}");
        }
    }

    #[test]
    fn a_role_that_says_nothing_of_breadth_is_the_companys() {
        let old = serde_json::json!({
            "id": own(&[], of_sever()).id, "company": of_sever(), "name": "Old",
            "rights": ["orders.see"], "version": 1, "created": Moment::EPOCH,
        });
        let role: OwnRole = serde_json::from_value(old).unwrap();
        assert_eq!(role.breadth, Breadth::Company);
        let stored = serde_json::to_value(&role).unwrap();
        assert!(stored.get("breadth").is_none(), "its stored bytes stay as they were");
    }
}
