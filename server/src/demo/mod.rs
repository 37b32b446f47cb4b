//! tmp
pub async fn prepare(_s: &store::Store, _u: &str) -> Result<String, crate::error::Error> {
    Ok(String::new())
}
