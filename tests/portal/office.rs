//! The bell, letters, jobs and search, as their pages show them.

use kabinet::platform::access::Role;

use crate::harness::{World, wait_for};

/// Everyone who set a password was told of to the administrator, except the administrator: the manufacturer's people
/// but one, and those of two dealers.
const JOINED: usize = Role::STAFF.len() - 1 + 2 * Role::OF_DEALER.len();

#[test]
fn the_bell_counts_what_is_new_and_opens_it() {
    let world = World::fresh();
    let admin = world.admin();
    let list = wait_for("the bell has rung for everybody", || {
        let list = admin.get("/notices");
        (list.texts(".kb-list li b").len() == JOINED).then_some(list)
    });
    let links = list.attributes(".kb-list li a", "href");
    assert!(links.iter().all(|link| link.starts_with("/notices/")), "{links:?}");
    assert_eq!(list.texts(".kb-bell-n"), [JOINED.to_string()]);

    for stranger in [world.buyer(), world.manager()] {
        stranger.get(&links[0]).expect(404);
        let own = stranger.get("/notices").attributes(".kb-list li a", "href");
        assert!(own.iter().all(|link| !links.contains(link)), "{own:?}");
    }
    let opened = admin.get(&links[0]);
    assert!(opened.expect(303).location().starts_with('/'));
    assert_eq!(admin.get("/notices").texts(".kb-bell-n"), [(JOINED - 1).to_string()]);

    let upto = admin.get("/notices").attributes("input[name=upto]", "value");
    admin.post("/notices/reading", &[("upto", &upto[0])]).expect(303);
    assert_eq!(admin.get("/notices").texts(".kb-bell-n"), [""; 0]);
    assert_eq!(
        admin.get("/notices").texts(".kb-list li").len(),
        JOINED,
        "read ones stay"
    );
}

#[test]
fn a_trial_letter_is_written_logged_and_can_be_sent_again() {
    let world = World::fresh().with_settings("[mail]\ntransport = \"file\"\nfrom = \"cabinet@zavod.example\"\n");
    let admin = world.admin();
    admin.get("/admin/mail").expect(200).contains("cabinet@zavod.example");
    admin.post("/admin/mail/trial", &[]).expect(303);
    let sent = || {
        let page = admin.get("/admin/mail?state=sent");
        page.expect(200);
        page.attributes("form[action$='/sending']", "action").first().cloned()
    };
    let sending = wait_for("the trial letter is sent", sent);
    let letters = || -> Vec<String> {
        let files = std::fs::read_dir(world.data.join("mail"))
            .unwrap()
            .map(|entry| entry.unwrap().path());
        files
            .filter(|path| path.extension().is_some_and(|e| e == "eml"))
            .map(|path| std::fs::read_to_string(path).unwrap())
            .collect()
    };
    assert_eq!(letters().len(), 1);
    assert!(
        letters()[0].contains(&world.maker.person(Role::Admin).email),
        "{}",
        letters()[0]
    );
    admin.post(&sending, &[]).expect(303);
    wait_for("the letter is sent again", || {
        let page = admin.get("/admin/mail?state=sent");
        (page.texts("details.kb-more").len() == 1).then_some(())
    });
}

#[test]
fn a_job_runs_by_hand_and_tells_its_outcome() {
    let world = World::fresh();
    let admin = world.admin();
    admin.get("/admin/jobs").expect(200).contains("office.tidy");
    admin.post("/admin/jobs/office.tidy/run", &[]).expect(303);
    wait_for("the job is done", || {
        let page = admin.get("/admin/jobs");
        page.body().contains("Выполнена").then_some(())
    });
    admin.post("/admin/jobs/no.such/run", &[]).expect(404);
}

#[test]
fn the_office_is_for_administrators_and_the_rest_for_all() {
    let world = World::shared();
    for role in [Role::Manager, Role::Director, Role::Seller] {
        let client = world.signed_in(world.of_role(role));
        for path in ["/admin/mail", "/admin/jobs"] {
            client.get(path).expect(403);
        }
        for path in ["/admin/mail/trial", "/admin/jobs/office.tidy/run"] {
            client.post(path, &[]).expect(403);
        }
        client.get("/notices").expect(200);
        client
            .get("/search?q=%D0%BE%D0%BA%D0%BD%D0%BE")
            .expect(200)
            .contains("Ничего не нашлось");
        client.get("/search").expect(200);
    }
}

#[test]
fn letters_are_turned_off_and_on_by_their_reader() {
    let world = World::fresh().with_settings("[mail]\ntransport = \"file\"\n");
    let buyer = world.buyer();
    let offered = || {
        buyer
            .get("/notices")
            .attributes("form[action='/notices/mail'] input[name=on]", "value")
    };
    assert_eq!(offered(), ["false"]);
    buyer.post("/notices/mail", &[("on", "false")]).expect(303);
    assert_eq!(offered(), ["true"]);
    let colleague = world.signed_in(world.sever.person(Role::Seller));
    assert_eq!(
        colleague
            .get("/notices")
            .attributes("form[action='/notices/mail'] input[name=on]", "value"),
        ["false"]
    );
}
