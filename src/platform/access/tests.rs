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
        address: "127.0.0.1",
        agent: "test",
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
    accept(&services, &secret, "a long password", "test").await.unwrap();
    let again = accept(&services, &secret, "another password", "test").await;
    assert!(matches!(again, Err(Error::Refused(message)) if message.id == "access-invitation-used"));
    let token = sign_in(&services, attempt("ANNA@sever.example ", "a long password"))
        .await
        .unwrap();
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
    accept(&services, &secret, "a long password", "test").await.unwrap();
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
        flash: Vec::new(),
        agent: String::new(),
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
    let member = |role| Membership {
        id: Id::derived("membership", "x"),
        account: Id::derived("account", "x"),
        company: Some(Id::derived("dealer", "sever")),
        company_name: String::new(),
        name: String::new(),
        role,
        own_role: None,
        extra: Default::default(),
        stands_in: Vec::new(),
        dealers: Vec::new(),
        phone: None,
        disabled: false,
        created: Moment::EPOCH,
    };
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
