//! How the server listens and ends: TLS and a renewed certificate, callers behind a proxy, callers that say nothing, a stop
//! under load, and what systemd is told.

use std::fs;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::os::unix::net::UnixDatagram;
use std::path::{Path, PathBuf};
use std::time::Duration;

use kabinet::modules::exchange::connections::actions::{ConnectionInput, make, set_chosen_password};
use kabinet::platform::access::{Access, Passwords};
use rcgen::{CertifiedKey, generate_simple_self_signed};
use ureq::tls::{Certificate, RootCerts, TlsConfig};

use crate::exchange::{EXCHANGE_PASSWORD, offline};
use crate::exchange_admin::base64;
use crate::harness::{DEADLINE, Server, World, kabinet, wait_for};

/// An installation with these settings.
fn installed(folder: &Path, settings: &str) -> PathBuf {
    let data = folder.join("data");
    let made = kabinet().args(["init", "--data"]).arg(&data).output().unwrap();
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    fs::write(data.join("kabinet.toml"), settings).unwrap();
    data
}

/// Somebody who trusts this certificate and no other.
fn trusting(pem: &str) -> ureq::Agent {
    let root = Certificate::from_pem(pem.as_bytes()).unwrap();
    let tls = TlsConfig::builder()
        .root_certs(RootCerts::new_with_certs(&[root]))
        .build();
    ureq::Agent::config_builder().tls_config(tls).build().into()
}

fn said(agent: &ureq::Agent, url: &str) -> Result<String, ureq::Error> {
    agent.get(url).call()?.into_body().read_to_string()
}

#[test]
fn a_renewed_certificate_is_taken_at_a_signal_and_no_connection_is_dropped() {
    let folder = tempfile::tempdir().unwrap();
    let (certificate, key) = (folder.path().join("cabinet.pem"), folder.path().join("cabinet.key"));
    let lay = || {
        let CertifiedKey { cert, signing_key } = generate_simple_self_signed(["127.0.0.1".to_owned()]).unwrap();
        fs::write(&certificate, cert.pem()).unwrap();
        fs::write(&key, signing_key.serialize_pem()).unwrap();
        cert.pem()
    };
    let first = lay();
    let settings = format!(
        "[tls]\ncertificate = \"{}\"\nkey = \"{}\"\n",
        certificate.display(),
        key.display()
    );
    let data = installed(folder.path(), &settings);
    let server = Server::start(&data);
    assert!(server.url.starts_with("https://127.0.0.1:"), "{}", server.url);
    let up = format!("{}/up", server.url);
    let before = trusting(&first);
    assert_eq!(said(&before, &up).unwrap(), "ok\n");

    // A certificate that can't be used is no reason to stop.
    fs::write(&certificate, "nonsense").unwrap();
    server.signal("HUP");
    wait_for("the refusal of the wrong certificate", || {
        server.log().contains("can't be loaded again").then_some(())
    });
    assert_eq!(said(&trusting(&first), &up).unwrap(), "ok\n");

    let second = lay();
    server.signal("HUP");
    let after = trusting(&second);
    assert_eq!(wait_for("the new certificate", || said(&after, &up).ok()), "ok\n");
    // Who came before goes on, on the connection of then: a new one would meet a certificate that it doesn't trust.
    assert_eq!(said(&before, &up).unwrap(), "ok\n");
    assert!(said(&trusting(&first), &up).is_err());
    assert_eq!(server.stop(), Some(0));
}

#[test]
fn half_of_the_settings_of_tls_and_a_wrong_file_are_told_before_anything_is_served() {
    let folder = tempfile::tempdir().unwrap();
    let refused = |settings: &str| {
        fs::write(folder.path().join("data/kabinet.toml"), settings).unwrap();
        let run = kabinet()
            .args(["serve", "--listen", "127.0.0.1:0", "--data"])
            .arg(folder.path().join("data"))
            .output()
            .unwrap();
        assert!(!run.status.success());
        String::from_utf8(run.stderr).unwrap()
    };
    installed(folder.path(), "");
    let half = refused("[tls]\ncertificate = \"/etc/kabinet/cabinet.pem\"\n");
    assert!(half.contains("stands beside tls.certificate"), "{half}");
    let missing = refused("[tls]\ncertificate = \"/nowhere.pem\"\nkey = \"/nowhere.key\"\n");
    assert!(
        missing.contains("/nowhere.pem") && missing.contains("can't be used"),
        "{missing}"
    );
    let network = refused("[proxy]\ntrusted = \"10.0.0.0/40\"\n");
    assert!(
        network.contains("10.0.0.0/40") && network.contains("proxy.trusted"),
        "{network}"
    );
}

#[test]
fn behind_a_proxy_the_callers_own_address_counts() {
    let mut world = World::fresh();
    world.server.signal_kill();
    world.server.reap();
    offline(&world.data, async |services| {
        let access = Access::system(services, "tests.seed");
        let input = ConnectionInput {
            name: "1C".into(),
            family: "A".into(),
            user: "ut".into(),
            charset: "UTF-8".into(),
            addresses: "198.51.100.7".into(),
            file_limit_kb: "64".into(),
            ..ConnectionInput::default()
        };
        let connection = make(&access, input).await.unwrap();
        let passwords = Passwords::default();
        let set = set_chosen_password(&access, connection.id, EXCHANGE_PASSWORD, &passwords);
        set.await.unwrap();
    });
    world.server = Server::start(&world.data);
    let secret = format!("Basic {}", base64(&format!("ut:{EXCHANGE_PASSWORD}")));
    let agent: ureq::Agent = ureq::Agent::config_builder().http_status_as_error(false).build().into();
    let address = format!("{}/exchange/1c?type=catalog&mode=checkauth", world.server.url);
    let ask = |forwarded: Option<&str>| {
        let mut request = agent.get(&address).header("authorization", &secret);
        if let Some(line) = forwarded {
            request = request.header("x-forwarded-for", line);
        }
        request.call().unwrap().into_body().read_to_string().unwrap()
    };
    // Tests reach the server from this machine, which is trusted as a proxy from the start.
    assert!(ask(Some("198.51.100.7")).starts_with("success"));
    assert!(ask(Some("203.0.113.9, 198.51.100.7")).starts_with("success"));
    assert!(ask(Some("198.51.100.7, 203.0.113.9")).starts_with("failure"));
    assert!(ask(None).starts_with("failure"));
}

/// The server's address for a bare connection.
fn bare(server: &Server) -> TcpStream {
    let stream = TcpStream::connect(server.url.trim_start_matches("http://")).unwrap();
    stream.set_read_timeout(Some(DEADLINE)).unwrap();
    stream
}

#[test]
fn a_stop_answers_what_was_accepted_and_waits_for_nobody_who_says_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let mut server = Server::start(&installed(folder.path(), ""));
    let mut slow = bare(&server);
    let body = "email=nobody%40test.example&password=wrong";
    let head = format!(
        "POST /login HTTP/1.1\r\nhost: test\r\ncontent-type: application/x-www-form-urlencoded\r\ncontent-length: {}\r\n\r\n",
        body.len()
    );
    slow.write_all(head.as_bytes()).unwrap();
    slow.write_all(&body.as_bytes()[..10]).unwrap();
    // Never says more than half a head.
    let mut silent = bare(&server);
    silent.write_all(b"GET /up HTTP/1.1\r\nhost: ").unwrap();
    // The server has both once it answers a third that came after them.
    let mut third = bare(&server);
    third.write_all(b"GET /up HTTP/1.1\r\nhost: test\r\n\r\n").unwrap();
    assert!(read_some(&mut third).starts_with("HTTP/1.1 200"));

    server.signal("TERM");
    wait_for("the listener's end", || {
        TcpStream::connect(server.url.trim_start_matches("http://")).err()
    });
    slow.write_all(&body.as_bytes()[10..]).unwrap();
    let answer = read_some(&mut slow);
    assert!(
        answer.starts_with("HTTP/1.1 200") || answer.starts_with("HTTP/1.1 4"),
        "{answer}"
    );
    assert_eq!(server.ended(), Some(0));
}

fn read_some(stream: &mut TcpStream) -> String {
    let mut bytes = vec![0; 4096];
    let read = stream.read(&mut bytes).unwrap();
    String::from_utf8_lossy(&bytes[..read]).into_owned()
}

#[test]
fn ten_thousand_connections_that_say_nothing_cost_little_and_keep_nobody_out() {
    use rustix::process::{Resource, getrlimit, setrlimit};
    // Children inherit what this process may open.
    let mut limit = getrlimit(Resource::Nofile);
    limit.current = limit.maximum;
    setrlimit(Resource::Nofile, limit).unwrap();
    let many = match limit.maximum {
        Some(most) if most < 11_000 => {
            eprintln!("this machine lets a process open {most} files: that many connections are tried");
            usize::try_from(most).unwrap() - 500
        }
        _ => 10_000,
    };
    let folder = tempfile::tempdir().unwrap();
    let server = Server::start(&installed(folder.path(), ""));
    let up = format!("{}/up", server.url);
    let agent: ureq::Agent = ureq::Agent::config_builder().build().into();
    assert_eq!(said(&agent, &up).unwrap(), "ok\n");
    let before = server.peak_kib();
    let mut held = Vec::new();
    for at in 0..many {
        let mut stream = bare(&server);
        // Every other one sends half a head.
        if at % 2 == 0 {
            stream.write_all(b"GET /up HTTP/1.1\r\nx: ").unwrap();
        }
        held.push(stream);
    }
    let new: ureq::Agent = ureq::Agent::config_builder().build().into();
    assert_eq!(said(&new, &up).unwrap(), "ok\n");
    let kib = (server.peak_kib() - before) / u64::try_from(many).unwrap();
    assert!(kib < 32, "{kib} KiB a connection");
    // Each is closed when its time for a first request is over.
    let mut byte = [0];
    for stream in &mut held {
        assert!(matches!(stream.read(&mut byte), Ok(0) | Err(_)));
    }
}

#[test]
fn a_head_without_end_is_cut_off() {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::start(&installed(folder.path(), ""));
    let mut stream = bare(&server);
    stream.write_all(b"GET /up HTTP/1.1\r\nhost: test\r\n").unwrap();
    let line = format!("x-flood: {}\r\n", "a".repeat(1_000));
    // The end of the connection may come as a refusal to take more.
    let sent = (0..100_000).try_for_each(|_| stream.write_all(line.as_bytes()));
    let answer = if sent.is_ok() {
        read_some(&mut stream)
    } else {
        String::new()
    };
    assert!(sent.is_err() || answer.starts_with("HTTP/1.1 431"), "{answer}");
    assert!(server.peak_kib() < 256 << 10);
    let agent: ureq::Agent = ureq::Agent::config_builder().build().into();
    assert_eq!(said(&agent, &format!("{}/up", server.url)).unwrap(), "ok\n");
}

#[test]
fn systemd_hears_that_it_serves_that_it_is_alive_and_that_it_stops() {
    let folder = tempfile::tempdir().unwrap();
    let data = installed(folder.path(), "");
    let path = folder.path().join("notify");
    let socket = UnixDatagram::bind(&path).unwrap();
    socket.set_read_timeout(Some(DEADLINE)).unwrap();
    let hear = |word: &str| {
        let mut bytes = [0; 1024];
        loop {
            let read = socket
                .recv(&mut bytes)
                .unwrap_or_else(|_| panic!("{word} is never said"));
            let said = String::from_utf8_lossy(&bytes[..read]).into_owned();
            if said.lines().any(|line| line == word) {
                return said;
            }
        }
    };
    let period = Duration::from_millis(400).as_micros().to_string();
    let environment = [("NOTIFY_SOCKET", path.to_str().unwrap()), ("WATCHDOG_USEC", &period)];
    let server = Server::start_in(&data, &environment);
    let ready = hear("READY=1");
    assert!(ready.contains(&format!("STATUS=Serving on {}", server.url)), "{ready}");
    hear("WATCHDOG=1");
    hear("WATCHDOG=1");
    server.signal("TERM");
    hear("STOPPING=1");
}
