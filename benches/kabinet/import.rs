pub fn run(_: &crate::arguments::Arguments, _: &mut crate::table::Table) -> crate::Outcome {
    Ok(())
}
