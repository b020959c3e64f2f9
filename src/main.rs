//! The binary: parse the command, load the settings, call the library.

fn main() -> std::process::ExitCode {
    kabinet::commands::run()
}
