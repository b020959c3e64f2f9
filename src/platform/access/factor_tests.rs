//! The second factor over the in-memory engine, by a clock that the test moves.

use std::sync::Arc;

use jiff::tz::TimeZone;

use super::second_factor::SecondFactor;
use super::totp::{STEP_SECONDS, Seed, code, step_at};
use super::*;
use crate::platform::error::Error;
use crate::platform::services::Services;
use crate::platform::store::{MemoryEngine, Reader, Store};
use crate::platform::values::{AccountId, Clock, Moment, PageRequest};

const EMAIL: &str = "anna@sever.example";
const PASSWORD: &str = "a long password";

/// Anna, who has set her second factor up.
struct Site {
    services: Arc<Services>,
    member: Membership,
    session: Session,
    seed: Seed,
    codes: Vec<String>,
}

fn services() -> Arc<Services> {
    let clock = Clock::standing_at(Moment::from_millis(1_790_000_000_000));
    let services = Services::new(
        Store::start(MemoryEngine::new(7), |_| {}).unwrap(),
        clock,
        TimeZone::UTC,
    );
    services.provide(Arc::new(Throttle::default()));
    services.provide(Arc::new(Passwords::default()));
    services.provide(Arc::new(SeedKeys::parse(&"5a".repeat(32))));
    services
}

async fn joined(services: &Arc<Services>) -> (Membership, Session) {
    let invited = Invited {
        email: EMAIL.into(),
        name: "Anna".into(),
        role: Role::Admin.into(),
        company: None,
        company_name: "Maker".into(),
    };
    let (member, secret) = invite(&Access::system(services, "test"), invited).await.unwrap();
    let Ok(Entered::In(opening)) = accept(services, &secret, PASSWORD, Browser::default()).await else {
        panic!("she has no second factor yet");
    };
    let key = hashed(opening.token.as_str());
    let session = services.read_all().get::<Session>(&key).unwrap().unwrap();
    (member, session)
}

impl Site {
    async fn new() -> Site {
        let services = services();
        let (member, session) = joined(&services).await;
        begin_factor(&services, &session, "").await.unwrap();
        let Ok(FactorState::Begun(seed)) = factor_state(&services, &session) else {
            panic!("it was begun in this session");
        };
        let typed = spelled(&seed, services.clock.now(), 0);
        let codes = confirm_factor(&services, &session, &member, &typed).await.unwrap();
        Site {
            services,
            member,
            session,
            seed,
            codes,
        }
    }

    fn later(&self, seconds: i64) {
        self.services.clock.set(self.services.clock.now().plus_seconds(seconds));
    }

    /// The code that the app shows, so many steps from now.
    fn code(&self, steps: i64) -> String {
        spelled(&self.seed, self.services.clock.now(), steps)
    }

    async fn password(&self) -> SessionToken {
        let attempt = SignIn {
            email: EMAIL,
            password: PASSWORD,
            browser: Browser::default(),
        };
        match sign_in(&self.services, attempt).await {
            Ok(Entered::Code(token)) => token,
            _ => panic!("a password alone opens nothing"),
        }
    }

    async fn pass(&self, token: &SessionToken, typed: &str) -> Result<Opening, Error> {
        // Each try comes from elsewhere, so that what slows it down is the account's.
        let address = format!("198.51.100.{}", rand::random::<u8>());
        let browser = Browser {
            address: &address,
            agent: "test",
            device: None,
        };
        pass_code(&self.services, token.as_str(), typed, browser).await
    }

    fn account(&self) -> Account {
        self.services.read_all().get(&self.member.account).unwrap().unwrap()
    }
}

fn spelled(seed: &Seed, now: Moment, steps: i64) -> String {
    format!("{:06}", code(seed, step_at(now) + steps))
}

/// Which message an error is.
fn said<T>(outcome: Result<T, Error>) -> String {
    match outcome {
        Err(Error::Invalid(fields)) => fields[0].message.id.to_string(),
        Err(Error::Refused(message)) => message.id.to_string(),
        Err(error) => error.to_string(),
        Ok(_) => "passed".into(),
    }
}

#[tokio::test]
async fn a_step_opens_one_session_and_never_two() {
    let site = Site::new().await;
    let token = site.password().await;
    let other = site.password().await;
    assert_eq!(
        said(site.pass(&token, &site.code(0)).await),
        "access-code-wrong",
        "it confirmed the set-up"
    );
    let next = site.code(1);
    assert_eq!(said(site.pass(&token, &next).await), "passed");
    assert_eq!(
        said(site.pass(&token, &next).await),
        "not found",
        "the challenge is used up"
    );
    assert_eq!(
        said(site.pass(&other, &next).await),
        "access-code-wrong",
        "the step is used up"
    );
    site.later(2 * STEP_SECONDS);
    let spaced = site.code(0);
    let spaced = format!("{} {}", &spaced[..3], &spaced[3..]);
    let opening = site.pass(&other, &spaced).await.unwrap();
    let key = hashed(opening.token.as_str());
    let session = site.services.read_all().get::<Session>(&key).unwrap().unwrap();
    assert_eq!(session.membership, site.member.id);
}

#[tokio::test]
async fn two_hands_with_one_code_open_one_session() {
    let site = Site::new().await;
    let (one, two) = (site.password().await, site.password().await);
    let code = site.code(1);
    let (one, two) = tokio::join!(site.pass(&one, &code), site.pass(&two, &code));
    let mut both = [said(one), said(two)];
    both.sort();
    assert_eq!(both, ["access-code-wrong", "passed"]);
}

#[tokio::test]
async fn a_recovery_code_opens_once_whatever_its_spelling() {
    let site = Site::new().await;
    assert_eq!(site.codes.len(), RECOVERY_CODES);
    let typed = site.codes[4].to_uppercase().replace('-', " ");
    assert_eq!(said(site.pass(&site.password().await, &typed).await), "passed");
    let token = site.password().await;
    assert_eq!(said(site.pass(&token, &site.codes[4]).await), "access-code-wrong");
    site.later(60);
    assert_eq!(said(site.pass(&token, &site.codes[5]).await), "passed");
    let state = factor_state(&site.services, &site.session).unwrap();
    assert!(matches!(state, FactorState::On { codes: 8, .. }), "{state:?}");
    // New ones end the old.
    site.later(60);
    let renewed = renew_codes(&site.services, &site.session, &site.member, &site.code(0))
        .await
        .unwrap();
    let token = site.password().await;
    assert_eq!(said(site.pass(&token, &site.codes[6]).await), "access-code-wrong");
    site.later(60);
    assert_eq!(said(site.pass(&token, &renewed[6]).await), "passed");
}

#[tokio::test]
async fn wrong_codes_slow_the_account_down_until_a_right_one_or_the_console() {
    let site = Site::new().await;
    let wrong = format!("{:06}", (site.code(0).parse::<u32>().unwrap() + 1) % 1_000_000);
    let token = site.password().await;
    for _ in 0..5 {
        assert_eq!(said(site.pass(&token, &wrong).await), "access-code-wrong");
    }
    assert_eq!(said(site.pass(&token, &site.code(1)).await), "access-sign-in-wait");
    let recovery = site.pass(&token, &site.codes[0]).await;
    assert_eq!(
        said(recovery),
        "access-sign-in-wait",
        "a recovery code is no way around"
    );
    // An hour of quiet doesn't forgive: whoever tries knows the password.
    site.later(3_700);
    let token = site.password().await;
    assert_eq!(said(site.pass(&token, "000000").await), "access-code-wrong");
    assert_eq!(said(site.pass(&token, &site.code(0)).await), "access-sign-in-wait");
    assert_eq!(forgive_codes(&site.services, &site.member).await.unwrap(), 6);
    assert_eq!(forgive_codes(&site.services, &site.member).await.unwrap(), 0);
    assert_eq!(said(site.pass(&token, &site.code(0)).await), "passed");
}

#[tokio::test]
async fn a_challenge_ends_by_time_by_a_new_password_and_by_a_disabled_account() {
    let site = Site::new().await;
    let late = site.password().await;
    site.later(CHALLENGE_MINUTES * 60 + 1);
    assert!(!awaits_code(&site.services, late.as_str()).unwrap());
    assert_eq!(said(site.pass(&late, &site.code(0)).await), "not found");
    tidy(Access::system(&site.services, "test")).await.unwrap();
    let left: Vec<Challenge> = site.services.read_all().list(10).unwrap();
    assert!(left.is_empty());

    let token = site.password().await;
    let (services, session) = (&site.services, &site.session);
    change_password(services, session, &site.member, PASSWORD, "another long password")
        .await
        .unwrap();
    assert_eq!(said(site.pass(&token, &site.code(0)).await), "not found");

    change_password(services, session, &site.member, "another long password", PASSWORD)
        .await
        .unwrap();
    let token = site.password().await;
    let disabled = Account {
        disabled: true,
        ..site.account()
    };
    let member = site.member.clone();
    Access::system(services, "test")
        .write(move |write| write.save(&disabled, &AccessEvent::Changed { member: member.clone() }))
        .await
        .unwrap();
    assert_eq!(said(site.pass(&token, &site.code(0)).await), "not found");
}

#[tokio::test]
async fn a_link_for_a_new_password_asks_for_the_code_too() {
    let site = Site::new().await;
    let (_, secret) = reset_by_hand(&site.services, EMAIL, RESET_MINUTES).await.unwrap();
    let entered = accept(&site.services, &secret, "another long password", Browser::default()).await;
    let Ok(Entered::Code(token)) = entered else {
        panic!("a letter is no second factor");
    };
    let sessions = sessions_of(&site.services, site.member.account).unwrap();
    assert!(sessions.is_empty(), "and every session has ended");
    assert_eq!(said(site.pass(&token, &site.code(1)).await), "passed");
}

#[tokio::test]
async fn it_is_set_up_in_the_session_that_began_it_and_ends_the_others() {
    let services = services();
    let (member, session) = joined(&services).await;
    let attempt = || SignIn {
        email: EMAIL,
        password: PASSWORD,
        browser: Browser::default(),
    };
    let Ok(Entered::In(other)) = sign_in(&services, attempt()).await else {
        panic!("she has none yet");
    };
    let key = hashed(other.token.as_str());
    let other = services.read_all().get::<Session>(&key).unwrap().unwrap();
    begin_factor(&services, &session, "").await.unwrap();
    assert_eq!(
        factor_state(&services, &other).unwrap(),
        FactorState::Off,
        "no other session is shown the seed"
    );
    let Ok(FactorState::Begun(seed)) = factor_state(&services, &session) else {
        panic!("it was begun here");
    };
    let typed = spelled(&seed, services.clock.now(), 0);
    let foreign = confirm_factor(&services, &other, &member, &typed).await;
    assert_eq!(said(foreign), "access-factor-stale");
    let wrong = confirm_factor(&services, &session, &member, "12345").await;
    assert_eq!(said(wrong), "access-code-shape");
    assert_eq!(
        services
            .read_all()
            .get::<Account>(&member.account)
            .unwrap()
            .unwrap()
            .second_factor,
        None
    );
    // The seed isn't in the store as it is.
    let stored = services
        .read_all()
        .get::<SecondFactor>(&member.account)
        .unwrap()
        .unwrap();
    let text = serde_json::to_string(&stored).unwrap();
    assert!(!text.contains(&format!("{:?}", seed).replace(' ', "")), "{text}");

    confirm_factor(&services, &session, &member, &typed).await.unwrap();
    let left = sessions_of(&services, member.account).unwrap();
    assert_eq!(
        left.iter().map(|one| &one.token_hash).collect::<Vec<_>>(),
        [&session.token_hash]
    );
    assert_eq!(said(begin_factor(&services, &session, "").await), "access-factor-on");
}

#[tokio::test]
async fn an_older_session_sets_up_with_the_password_and_late_confirming_begins_anew() {
    let services = services();
    let (member, session) = joined(&services).await;
    services.clock.set(services.clock.now().plus_seconds(11 * 60));
    assert_eq!(
        said(begin_factor(&services, &session, "guess").await),
        "access-password-old-wrong"
    );
    begin_factor(&services, &session, PASSWORD).await.unwrap();
    let Ok(FactorState::Begun(seed)) = factor_state(&services, &session) else {
        panic!("it was begun here");
    };
    services.clock.set(services.clock.now().plus_seconds(61 * 60));
    assert_eq!(factor_state(&services, &session).unwrap(), FactorState::Off);
    let typed = spelled(&seed, services.clock.now(), 0);
    let late = confirm_factor(&services, &session, &member, &typed).await;
    assert_eq!(said(late), "access-factor-stale");
}

#[tokio::test]
async fn it_ends_by_password_and_code_or_at_the_console() {
    let site = Site::new().await;
    let (services, session, member) = (&site.services, &site.session, &site.member);
    let ended = end_factor(services, session, member, "guess", &site.code(1)).await;
    assert_eq!(said(ended), "access-password-old-wrong");
    let ended = end_factor(services, session, member, PASSWORD, &site.code(0)).await;
    assert_eq!(said(ended), "access-code-wrong", "used");
    end_factor(services, session, member, PASSWORD, &site.codes[0])
        .await
        .unwrap();
    assert_eq!(site.account().second_factor, None);
    assert_eq!(factor_state(services, session).unwrap(), FactorState::Off);
    assert!(!reset_factor(services, member).await.unwrap(), "there is none");

    let site = Site::new().await;
    assert!(reset_factor(&site.services, &site.member).await.unwrap());
    assert_eq!(site.account().second_factor, None);
}

#[tokio::test]
async fn without_its_key_codes_are_not_taken_and_recovery_codes_are() {
    let site = Site::new().await;
    site.services.provide(Arc::new(SeedKeys::parse(&"77".repeat(32))));
    let token = site.password().await;
    assert_eq!(said(site.pass(&token, &site.code(1)).await), "access-code-no-key");
    assert_eq!(said(site.pass(&token, &site.codes[0]).await), "passed");
    // With a new line after the old key it is sealed anew at the next code.
    let both = format!("{}\n{}", "5a".repeat(32), "77".repeat(32));
    site.services.provide(Arc::new(SeedKeys::parse(&both)));
    assert_eq!(said(site.pass(&site.password().await, &site.code(1)).await), "passed");
    site.services.provide(Arc::new(SeedKeys::parse(&"77".repeat(32))));
    site.later(2 * STEP_SECONDS);
    assert_eq!(said(site.pass(&site.password().await, &site.code(0)).await), "passed");
}

#[test]
fn who_must_have_one_is_told_by_the_rule() {
    let member = |company| Membership {
        id: crate::platform::values::Id::NIL,
        account: crate::platform::values::Id::NIL,
        company,
        company_name: String::new(),
        name: String::new(),
        role: Role::Buyer,
        own_role: None,
        extra: Default::default(),
        stands_in: Vec::new(),
        dealers: Vec::new(),
        phone: None,
        disabled: false,
        created: Moment::from_millis(0),
    };
    let (staff, dealer) = (member(None), member(Some(crate::platform::values::Id::NIL)));
    use SecondFactorRule::{All, Optional, Staff};
    for (rule, of_staff, of_dealer) in [(Staff, true, false), (All, true, true), (Optional, false, false)] {
        assert_eq!(rule.asks([&staff].into_iter()), of_staff);
        assert_eq!(rule.asks([&dealer].into_iter()), of_dealer);
        assert_eq!(rule.asks([&dealer, &staff].into_iter()), of_staff, "in two companies");
    }
    assert_eq!(SecondFactorRule::from_setting("sometimes"), None);
}

/// A browser that is seen: it has an address.
fn at_home(device: Option<&str>) -> Browser<'_> {
    Browser {
        address: "192.0.2.7",
        agent: "Mozilla/5.0 (Windows NT 10.0) Firefox/140.0",
        device,
    }
}

fn log(site: &Services, account: AccountId) -> Vec<SignInNote> {
    sign_ins_of(site, account, &PageRequest::first(50)).unwrap().items
}

fn outcomes(site: &Services, account: AccountId) -> Vec<SignInOutcome> {
    log(site, account).iter().map(|note| note.outcome).collect()
}

#[tokio::test]
async fn every_sign_in_of_an_account_is_noted_and_goes_after_ninety_days() {
    let site = Site::new().await;
    let (services, account) = (&site.services, site.member.account);
    assert!(
        outcomes(services, account).is_empty(),
        "what a command does is no sign-in"
    );
    let attempt = |password: &'static str| SignIn {
        email: EMAIL,
        password,
        browser: at_home(None),
    };
    assert!(sign_in(services, attempt("guess")).await.is_err());
    // It is noted after the answer.
    let noted = async {
        while outcomes(services, account).is_empty() {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(std::time::Duration::from_secs(30), noted)
        .await
        .unwrap();
    site.later(1);
    let Ok(Entered::Code(token)) = sign_in(services, attempt(PASSWORD)).await else {
        panic!("a password alone opens nothing");
    };
    use SignInOutcome::{AwaitsCode, InByCode, InByRecoveryCode, WrongCode, WrongPassword};
    assert_eq!(outcomes(services, account), [AwaitsCode, WrongPassword]);
    site.later(1);
    let pass = |token: SessionToken, typed: String| async move {
        pass_code(services, token.as_str(), &typed, at_home(None)).await
    };
    let wrong = pass(token.clone(), site.code(0)).await;
    assert_eq!(said(wrong), "access-code-wrong");
    site.later(60);
    pass(token, site.code(0)).await.unwrap();
    assert_eq!(outcomes(services, account), [InByCode, WrongCode, WrongPassword]);
    let token = site.password().await;
    site.later(1);
    pass(token, site.codes[0].clone()).await.unwrap();
    let notes = log(services, account);
    assert_eq!(notes[0].outcome, InByRecoveryCode);
    assert_eq!(
        (notes[0].from.address.as_str(), notes[0].at),
        ("192.0.2.7", services.clock.now())
    );
    // The earliest is a minute older than the others.
    site.later(SIGN_IN_DAYS * 86_400 - 30);
    tidy(Access::system(services, "test")).await.unwrap();
    assert_eq!(outcomes(services, account), [InByRecoveryCode, InByCode]);
    site.later(60);
    tidy(Access::system(services, "test")).await.unwrap();
    assert!(outcomes(services, account).is_empty());
}

#[tokio::test]
async fn a_new_device_is_told_but_for_the_first_one_and_one_that_is_known() {
    let services = services();
    let (member, _) = joined(&services).await;
    let enter = async |device: Option<&str>| {
        services.clock.set(services.clock.now().plus_seconds(1));
        let attempt = SignIn {
            email: EMAIL,
            password: PASSWORD,
            browser: at_home(device),
        };
        let Ok(Entered::In(opening)) = sign_in(&services, attempt).await else {
            panic!("she has no second factor");
        };
        let told = log(&services, member.account)[0].new_device;
        (opening.device.as_str().to_owned(), told)
    };
    let (home, told) = enter(None).await;
    assert!(!told, "the first one ever");
    assert_eq!(enter(Some(&home)).await, (home.clone(), false), "the same");
    let (other, told) = enter(None).await;
    assert!(told && other != home);
    assert_eq!(enter(Some(&other)).await, (other.clone(), false));
    // What no cabinet has given out is no known device, and nothing of it is kept.
    let made_up = "ab".repeat(32);
    assert!(enter(Some(&made_up)).await.1);
    let (fresh, told) = enter(Some("<script>")).await;
    assert!(told && fresh.len() == 64);
    // Who hasn't come for longer than a browser keeps a cookie begins anew.
    services
        .clock
        .set(services.clock.now().plus_seconds(DEVICE_DAYS * 86_400 + 60));
    tidy(Access::system(&services, "test")).await.unwrap();
    assert!(services.read_all().list::<Device>(10).unwrap().is_empty());
}

#[tokio::test]
async fn one_session_ends_by_its_name_and_only_its_person_may() {
    let site = Site::new().await;
    let (services, account) = (&site.services, site.member.account);
    let handle = session_handle(&site.session);
    let other = crate::platform::values::Id::derived("account", "other");
    assert_eq!(said(end_session(services, other, &handle).await), "not found");
    assert_eq!(said(end_session(services, account, "").await), "not found");
    end_session(services, account, &handle).await.unwrap();
    assert!(sessions_of(services, account).unwrap().is_empty());
    assert_eq!(said(end_session(services, account, &handle).await), "not found");
}
