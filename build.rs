//! Builds what the binary carries besides code: styles, scripts, fonts, one icon sprite and the texts.
//!
//! Front-end libraries come from npm by the pinned lock file, into one folder under the target directory that all
//! profiles share; `npm ci` runs only when the lock file changes. From the installed packages single files are taken:
//! nothing of theirs is copied into the repository. Every file gets its content hash into the name, so browsers may
//! keep it for ever, and is compressed here once instead of at each request.
//!
//! Output in `OUT_DIR`: `static/*`, two Rust files, `assets.rs` and `locales.rs`, that embed the files, and the list of passwords
//! that nobody may choose.

use std::{
    collections::BTreeSet,
    env,
    error::Error,
    fmt::Write as _,
    fs::{self, File},
    path::{Path, PathBuf},
    process::Command,
};

type Result<T = ()> = std::result::Result<T, Box<dyn Error>>;

fn main() {
    if let Err(error) = run() {
        println!("cargo::error={error}");
        std::process::exit(1);
    }
}

fn run() -> Result {
    for path in ["build.rs", "assets", "src"] {
        println!("cargo::rerun-if-changed={path}");
    }
    let root = PathBuf::from(env::var("CARGO_MANIFEST_DIR")?);
    let out = PathBuf::from(env::var("OUT_DIR")?);
    let packages = install_packages(&root.join("assets"), &shared_folder(&out))?;
    println!("cargo::rustc-env=KABINET_NODE_MODULES={}", packages.display());
    write_locales(&root.join("assets/locales"), &out)?;
    write_known_passwords(&packages, &out)?;
    write_assets(&root, &packages, &out)
}

/// A folder for npm packages that every profile of one target directory shares.
/// Cargo marks the top of a target directory with `CACHEDIR.TAG`.
fn shared_folder(out: &Path) -> PathBuf {
    let top = out.ancestors().find(|folder| folder.join("CACHEDIR.TAG").is_file());
    top.unwrap_or(out).join("kabinet-npm")
}

/// Installs the locked packages unless the folder already holds exactly them. Returns `node_modules`.
fn install_packages(assets: &Path, folder: &Path) -> Result<PathBuf> {
    fs::create_dir_all(folder)?;
    let lock = File::create(folder.join(".lock"))?;
    lock.lock()?;
    let modules = folder.join("node_modules");
    let stamp = folder.join(".installed");
    let wanted = blake3::hash(&read(&assets.join("package-lock.json"))?)
        .to_hex()
        .to_string();
    if modules.is_dir() && fs::read_to_string(&stamp).is_ok_and(|found| found == wanted) {
        return Ok(modules);
    }
    for name in ["package.json", "package-lock.json", ".npmrc"] {
        fs::copy(assets.join(name), folder.join(name))?;
    }
    let npm = if cfg!(windows) { "npm.cmd" } else { "npm" };
    let done = Command::new(npm)
        .args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"])
        .current_dir(folder)
        .output();
    let done = done.map_err(|error| {
        format!("npm did not start ({error}). Kabinet needs Node.js 20 or newer at build time for its styles, fonts and icons: install it and build again")
    })?;
    if !done.status.success() {
        let said = String::from_utf8_lossy(&done.stderr);
        let last: Vec<&str> = said.lines().rev().take(5).collect();
        return Err(format!("`npm ci` in {} failed: {}", folder.display(), last.join(" | ")).into());
    }
    fs::write(stamp, wanted)?;
    Ok(modules)
}

/// One file to serve: the name that code uses and the content.
struct Asset {
    name: String,
    bytes: Vec<u8>,
}

impl Asset {
    fn new(name: &str, bytes: impl Into<Vec<u8>>) -> Self {
        Self {
            name: name.to_owned(),
            bytes: bytes.into(),
        }
    }

    fn hash(&self) -> String {
        blake3::hash(&self.bytes).to_hex()[..12].to_owned()
    }

    /// `kabinet.css` -> `kabinet.0a1b2c3d4e5f.css`
    fn path(&self) -> String {
        let (stem, extension) = self.name.rsplit_once('.').unwrap_or((&self.name, "bin"));
        format!("{stem}.{}.{extension}", self.hash())
    }

    fn mime(&self) -> Result<&'static str> {
        Ok(match self.name.rsplit_once('.').map(|(_, extension)| extension) {
            Some("css") => "text/css; charset=utf-8",
            Some("js") => "text/javascript; charset=utf-8",
            Some("svg") => "image/svg+xml",
            Some("woff2") => "font/woff2",
            Some("txt") => "text/plain; charset=utf-8",
            _ => return Err(format!("asset {} has no known media type", self.name).into()),
        })
    }

    fn compressible(&self) -> bool {
        !self.name.ends_with(".woff2")
    }
}

fn write_assets(root: &Path, packages: &Path, out: &Path) -> Result {
    let mut assets = Vec::new();
    for script in ["cyrillic", "cyrillic-ext", "latin", "latin-ext"] {
        let file = packages.join(format!(
            "@fontsource-variable/inter/files/inter-{script}-wght-normal.woff2"
        ));
        assets.push(Asset::new(&format!("inter-{script}.woff2"), read(&file)?));
    }
    let style = resolve_addresses(&concatenated(&root.join("assets/css"), "css")?, &assets)?;
    assets.push(Asset::new("kabinet.css", style));
    assets.push(Asset::new(
        "tabler.css",
        without_source_map(&read_text(&packages.join("@tabler/core/dist/css/tabler.min.css"))?),
    ));
    assets.push(Asset::new(
        "htmx.js",
        read(&packages.join("htmx.org/dist/htmx.min.js"))?,
    ));
    for file in files(&root.join("assets/js"), "js")? {
        assets.push(Asset::new(&file_name(&file), read(&file)?));
    }
    for file in files(&root.join("assets/images"), "svg")? {
        assets.push(Asset::new(&file_name(&file), read(&file)?));
    }
    assets.push(Asset::new("licences.txt", licences(packages)?));
    assets.push(Asset::new(
        "icons.svg",
        sprite(root, &packages.join("@tabler/icons/icons"))?,
    ));
    assets.sort_by_key(Asset::path);

    let folder = out.join("static");
    fs::create_dir_all(&folder)?;
    let mut fresh = Vec::new();
    for asset in &assets {
        let file = folder.join(asset.path());
        let compressed = folder.join(format!("{}.gz", asset.path()));
        if !file.is_file() || (asset.compressible() && !compressed.is_file()) {
            fs::write(&file, &asset.bytes)?;
            if asset.compressible() {
                fresh.push(file);
            }
        }
    }
    if !fresh.is_empty() {
        let done = Command::new("node")
            .arg(root.join("assets/compress.mjs"))
            .args(&fresh)
            .status();
        if !done
            .map_err(|error| format!("node did not start ({error}): install Node.js 20 or newer"))?
            .success()
        {
            return Err("assets/compress.mjs failed".into());
        }
    }

    let mut code = String::from("static ASSETS: &[Embedded] = &[\n");
    for asset in &assets {
        let file = folder.join(asset.path());
        let gzip = if asset.compressible() {
            format!(
                "Some(include_bytes!({:?}))",
                folder.join(format!("{}.gz", asset.path()))
            )
        } else {
            "None".to_owned()
        };
        writeln!(
            code,
            "    Embedded {{ name: {:?}, path: {:?}, url: {:?}, mime: {:?}, etag: {:?}, bytes: include_bytes!({:?}), gzip: {gzip} }},",
            asset.name,
            asset.path(),
            format!("/assets/{}", asset.path()),
            asset.mime()?,
            format!("\"{}\"", asset.hash()),
            file,
        )?;
    }
    code.push_str("];\n");
    for asset in &assets {
        let constant = asset.name.replace(['.', '-'], "_").to_uppercase();
        writeln!(
            code,
            "#[allow(dead_code)]\npub(super) const {constant}: &str = {:?};",
            format!("/assets/{}", asset.path())
        )?;
    }
    write_if_changed(&out.join("assets.rs"), &code)
}

/// The licences of what is taken from npm: they ask to go along.
fn licences(packages: &Path) -> Result<String> {
    let mut text = String::new();
    for package in ["@fontsource-variable/inter", "@tabler/icons", "htmx.org"] {
        let licence = read_text(&packages.join(package).join("LICENSE"))?;
        writeln!(text, "== {package} ==\n\n{}\n", licence.trim())?;
    }
    let passwords = read_text(&packages.join("@zxcvbn-ts/language-common/LICENSE.txt"))?;
    writeln!(text, "== @zxcvbn-ts/language-common ==\n\n{}\n", passwords.trim())?;
    let font = read_text(&packages.join("@expo-google-fonts/inter/LICENSE_FONT"))?;
    writeln!(text, "== @expo-google-fonts/inter ==\n\n{}\n", font.trim())?;
    // This package has no licence file: its style begins with the notice.
    let style = read_text(&packages.join("@tabler/core/dist/css/tabler.min.css"))?;
    let notice = style.split_once("/*!").and_then(|(_, rest)| rest.split_once("*/"));
    let (notice, _) = notice.ok_or("the style of @tabler/core has lost its licence notice")?;
    writeln!(text, "== @tabler/core ==\n\n{}", notice.trim())?;
    Ok(text)
}

/// The sprite of the icons that the code names with `icon!("name")`; `name` is Tabler's, `filled:name` the filled form.
fn sprite(root: &Path, icons: &Path) -> Result<String> {
    let mut names = BTreeSet::new();
    for file in files_below(&root.join("src"), "rs")? {
        let code = read_text(&file)?;
        for (at, _) in code.match_indices("icon!(\"") {
            let rest = &code[at + 7..];
            let name = rest.split('"').next().unwrap_or_default().to_owned();
            names.insert((name, file.strip_prefix(root).unwrap_or(&file).display().to_string()));
        }
    }
    let mut svg = String::from("<svg xmlns=\"http://www.w3.org/2000/svg\">");
    let mut done = BTreeSet::new();
    for (name, used_in) in names {
        if !done.insert(name.clone()) {
            continue;
        }
        let (style, plain) = name
            .strip_prefix("filled:")
            .map_or(("outline", name.as_str()), |plain| ("filled", plain));
        let file = icons.join(style).join(format!("{plain}.svg"));
        let source = fs::read_to_string(&file)
            .map_err(|_| format!("icon!(\"{name}\") in {used_in}: @tabler/icons has no {style} icon of this name; see https://tabler.io/icons"))?;
        let id = name.replace(':', "-");
        write!(svg, "<symbol id=\"{id}\" viewBox=\"0 0 24 24\">")?;
        for path in source
            .split("<path ")
            .skip(1)
            .filter_map(|part| part.split("/>").next())
        {
            if !path.contains("M0 0h24v24H0z") {
                write!(svg, "<path {}/>", path.trim())?;
            }
        }
        svg.push_str("</symbol>");
    }
    svg.push_str("</svg>");
    Ok(svg)
}

/// Replaces `asset:name` by the hashed address of the file.
fn resolve_addresses(style: &str, assets: &[Asset]) -> Result<String> {
    let mut style = style.to_owned();
    for asset in assets {
        style = style.replace(&format!("asset:{})", asset.name), &format!("/assets/{})", asset.path()));
    }
    match style.find("url(asset:") {
        Some(at) => Err(format!(
            "unknown file in the styles: {}",
            style[at..].chars().take(60).collect::<String>()
        )
        .into()),
        None => Ok(style),
    }
}

fn without_source_map(text: &str) -> String {
    text.lines()
        .filter(|line| !line.contains("sourceMappingURL="))
        .collect::<Vec<_>>()
        .join("\n")
}

fn write_locales(folder: &Path, out: &Path) -> Result {
    let mut code = String::from("pub(super) static SOURCES: &[(&str, &str, &str)] = &[\n");
    for language in ["ru", "en"] {
        for file in files(&folder.join(language), "ftl")? {
            writeln!(
                code,
                "    ({language:?}, {:?}, include_str!({file:?})),",
                file_name(&file)
            )?;
        }
    }
    code.push_str("];\n");
    write_if_changed(&out.join("locales.rs"), &code)
}

/// The cores of passwords that were found in leaks, one a line: letters from the first to the last, four and more characters.
fn write_known_passwords(packages: &Path, out: &Path) -> Result {
    let list = read_text(&packages.join("@zxcvbn-ts/language-common/src/passwords.json"))?;
    let list = list
        .trim()
        .strip_prefix("[\"")
        .and_then(|list| list.strip_suffix("\"]"));
    let list = list.ok_or("the list of passwords of @zxcvbn-ts/language-common isn't an array of strings any more")?;
    let core = |password: &str| {
        let lower = password.to_lowercase();
        lower.trim_matches(|c: char| !c.is_alphabetic()).to_owned()
    };
    let cores: BTreeSet<String> = list
        .split("\",\"")
        .map(core)
        .filter(|core| core.chars().count() >= 4 && !core.contains(['"', '\\']))
        .collect();
    if cores.len() < 10_000 {
        return Err(format!("the list of passwords has only {} cores", cores.len()).into());
    }
    let lines: Vec<String> = cores.into_iter().collect();
    write_if_changed(&out.join("known_passwords.txt"), &lines.join("\n"))
}

fn concatenated(folder: &Path, extension: &str) -> Result<String> {
    files(folder, extension)?.iter().map(|file| read_text(file)).collect()
}

/// Files of a folder with this extension, in order of their names.
fn files(folder: &Path, extension: &str) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).map_err(|error| format!("{}: {error}", folder.display()))? {
        let path = entry?.path();
        if path.extension().is_some_and(|found| found == extension) {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

fn files_below(folder: &Path, extension: &str) -> Result<Vec<PathBuf>> {
    let mut found = files(folder, extension)?;
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            found.extend(files_below(&path, extension)?);
        }
    }
    Ok(found)
}

fn file_name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

fn read(path: &Path) -> Result<Vec<u8>> {
    fs::read(path).map_err(|error| format!("{}: {error}", path.display()).into())
}

fn read_text(path: &Path) -> Result<String> {
    fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()).into())
}

/// Keeps the time of an unchanged file, so that nothing is compiled again for it.
fn write_if_changed(path: &Path, text: &str) -> Result {
    if fs::read_to_string(path).is_ok_and(|found| found == text) {
        return Ok(());
    }
    Ok(fs::write(path, text)?)
}
