//! Who may do what. This folder decides; `web` wraps every route with its decision.
//!
//! An **account** signs in. A **membership** (an account in a company, with a role) is what acts. A [`Session`] binds a
//! browser to one membership, and every form carries it, so that a second tab can't mix companies. From a session comes
//! an [`Access`]: an actor, a [`Scope`] and an opener of transactions; without one, nothing is read or written.
//!
//! Three nets hold: a route has a permission (or it can't be built), data has an access (or it can't be opened), and a
//! record answers who may see it (or it doesn't compile). What one may not see is absent, not forbidden.

mod account;
mod actor;
mod breadth;
mod ceiling;
mod challenge;
mod device;
mod entitle;
mod events;
mod forgotten;
mod founding;
mod invitation;
mod known_passwords;
mod letter_key;
mod member;
mod own_role;
mod password;
mod people;
mod permission;
mod recovery;
mod rights;
mod second_factor;
mod seed_keys;
mod seen;
mod session;
mod sign_in;
mod sign_in_log;
mod throttle;
mod tidy;
mod totp;
mod visit;

#[cfg(test)]
mod factor_tests;
#[cfg(test)]
mod tests;

pub use account::{ACCOUNT_BY_EMAIL, Account, Theme, account_id_of, normal_email};
pub use actor::{Access, Actor, Change, PutTechnical, Rehearsal, SaveOver, Technical, Write};
pub use breadth::Breadth;
pub use ceiling::Ceiling;
pub use challenge::{CHALLENGE_MINUTES, Challenge, awaits_code, pass_code};
pub use device::{DEVICE_DAYS, Device, device_name};
pub use entitle::{
    ASK_BY_COMPANY, RightAsk, STAND_IN_DAYS_MAX, ask_right, asks_of, end_stand_in, refuse_right, set_right, stand_in,
};
pub use events::{AccessEvent, Entitled, RoleEvent};
pub use forgotten::{
    Forgetful, RESET_MINUTES, count_asking as count_reset_asking, forgetful, keep_reset, new_reset, reset_by_hand,
};
pub use founding::{Founder, found, is_unfounded};
pub use invitation::{INVITATION_DAYS, Invitation, Invited, accept, find as find_invitation, invite};
pub use letter_key::{
    LETTER_KEY_DAYS, LetterKey, Opened, by_letter, end_letter_keys, has_letter_keys, spend as spend_letter_key,
    spend_once as spend_letter_key_once,
};
pub(in crate::platform) use letter_key::{forget_expired as forget_expired_letter_keys, mint as mint_letter_key};
pub use member::{MEMBER_BY_ACCOUNT, MEMBER_BY_COMPANY, Membership, StandIn};
pub use own_role::{
    KnownPermissions, OWN_ROLES_MAX, OwnRole, OwnRoleId, ROLE_NAME_MAX, RoleChoice, RoleInput, is_grantable, own_roles,
    remove_role, save_role,
};
pub use password::{PASSWORD_LENGTH_MIN, Passwords};
pub use people::{
    PERSON_NAME_MAX, PersonEdit, edit_person, invite_again, manageable, people_of, role_called, set_disabled,
};
pub use permission::{Permission, Role, Sight, permission_message};
pub use recovery::RECOVERY_CODES;
pub use rights::Rights;
pub use second_factor::{
    FactorState, SecondFactor, SecondFactorRule, begin_factor, confirm_factor, end_factor, factor_state, forgive_codes,
    is_fresh, renew_codes, reset_factor,
};
pub use seed_keys::{SEED_KEYS_FILE, SeedKeys};
pub use seen::{may_see_as, see_as, see_as_oneself, set_client_beside};
pub(in crate::platform) use session::actor_of as actor_in;
pub use session::{
    SECRET_DIGITS, SESSION_DAYS, Session, SessionToken, csrf_matches, csrf_token, hashed, hashed_secret, session_handle,
};
pub use sign_in::{
    Browser, Entered, Opening, SignIn, change_password, end_all_sessions, end_session, end_sessions_of, sessions_of,
    sign_in, sign_out, switch_membership,
};
pub use sign_in_log::{CameFrom, SIGN_IN_DAYS, SignInNote, SignInOutcome, sign_ins_of};
pub use throttle::Throttle;
pub use tidy::tidy;
pub use totp::{address as factor_address, base32 as factor_text};
pub(in crate::platform) use visit::visited;
pub use visit::{Visit, last_visit};

use crate::platform::store::RecordInfo;

/// The records of this folder, for `check`.
pub const RECORDS: &[RecordInfo] = &[
    RecordInfo::of::<Account>(),
    RecordInfo::of::<Membership>(),
    RecordInfo::of::<Session>(),
    RecordInfo::of::<SecondFactor>(),
    RecordInfo::of::<Challenge>(),
    RecordInfo::of::<SignInNote>(),
    RecordInfo::of::<Device>(),
    RecordInfo::of::<Invitation>(),
    RecordInfo::of::<LetterKey>(),
    RecordInfo::of::<Visit>(),
    RecordInfo::of::<OwnRole>(),
    RecordInfo::of::<Ceiling>(),
    RecordInfo::of::<RightAsk>(),
];

/// Permissions of the platform itself.
pub mod permissions {
    use super::{Permission, Role};

    /// Any signed-in person: the home page, own preferences, the bell.
    pub const SIGNED_IN: Permission = Permission::new("access.signed-in", &Role::ALL);
    /// Sees purchase prices (the dealer's own prices).
    pub const SEE_PURCHASE_PRICE: Permission = Permission::new(
        "see.purchase-price",
        &[
            Role::Admin,
            Role::Manager,
            Role::Director,
            Role::Buyer,
            Role::Accountant,
        ],
    );
    /// Sees margin and markup.
    pub const SEE_MARGIN: Permission =
        Permission::new("see.margin", &[Role::Admin, Role::Manager, Role::Director, Role::Buyer]);
    /// Sees balances, limits, debts and documents with sums.
    pub const SEE_FINANCE: Permission = Permission::new(
        "see.finance",
        &[Role::Admin, Role::Manager, Role::Director, Role::Accountant],
    );
    /// Sees orders. The platform knows it, since it tells whether a role says whose orders they are.
    pub const SEE_ORDERS: Permission = Permission::new("orders.see", &Role::ALL);
    /// Runs the installation: people, settings, exchange.
    pub const ADMINISTER: Permission = Permission::new("access.administer", &[Role::Admin]);

    /// Invites people, makes roles, changes who holds which, switches people off: an administrator everyone's, a director
    /// those of the own company.
    pub const INVITE: Permission = Permission::new("people.invite", &[Role::Admin, Role::Director]);
    /// Changes the roles that a dealer made for its people, as its director does.
    pub const DEALER_ROLES: Permission = Permission::new("people.dealer-roles", &[Role::Admin]);
    /// Sees the cabinet as somebody else of the own company, or as a dealer's person, and changes nothing.
    pub const SEE_AS: Permission = Permission::new("people.see-as", &[Role::Admin, Role::Manager, Role::Director]);

    pub const ALL: &[Permission] = &[
        SIGNED_IN,
        SEE_PURCHASE_PRICE,
        SEE_MARGIN,
        SEE_FINANCE,
        ADMINISTER,
        INVITE,
        DEALER_ROLES,
        SEE_AS,
    ];
}
