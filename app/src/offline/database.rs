//! The phone's database (IndexedDB): `copies` of what was read, by name, and the `outbox`, by
//! command id (version 7, so that the order of the keys is the order of sending). The service
//! worker reads the outbox too.

use std::cell::RefCell;

use idb::{Database, Factory, KeyPath, ObjectStoreParams, Transaction, TransactionMode};
use js_sys::wasm_bindgen::JsValue;
use std::rc::Rc;

/// Name of the database; also in `public/sw.js`.
const NAME: &str = "twoline";
/// Raised when stores are added; what waits in the outbox survives every upgrade.
const VERSION: u32 = 1;
/// What was read.
pub const COPIES: &str = "copies";
/// What waits to be sent.
pub const OUTBOX: &str = "outbox";

thread_local!(static OPEN: RefCell<Option<Rc<Database>>> = const { RefCell::new(None) });

async fn open() -> Result<Rc<Database>, idb::Error> {
    if let Some(database) = OPEN.with_borrow(Clone::clone) {
        return Ok(database);
    }
    let factory = Factory::new()?;
    let mut request = factory.open(NAME, Some(VERSION))?;
    request.on_upgrade_needed(|event| {
        use idb::DatabaseEvent;
        if let Ok(database) = event.database() {
            let present = database.store_names();
            let create = |name: &str, params| {
                if !present.iter().any(|store| store == name)
                    && database.create_object_store(name, params).is_err()
                {
                    leptos::logging::warn!("IndexedDB: no store {name}");
                }
            };
            create(COPIES, ObjectStoreParams::new());
            let mut by_id = ObjectStoreParams::new();
            by_id.key_path(Some(KeyPath::new_single("id")));
            create(OUTBOX, by_id);
        }
    });
    let database = Rc::new(request.await?);
    OPEN.set(Some(Rc::clone(&database)));
    Ok(database)
}

/// Begins a transaction on one store. The browser may have closed the database under the page (iOS
/// does that to pages in the background): then it is opened once more.
async fn begin(store: &str, mode: TransactionMode) -> Result<Transaction, idb::Error> {
    if let Ok(transaction) = open().await?.transaction(&[store], mode) {
        return Ok(transaction);
    }
    OPEN.take();
    open().await?.transaction(&[store], mode)
}

/// Writes a value; with `key` into [`COPIES`], without into [`OUTBOX`], whose values carry their
/// own.
pub async fn put(store: &str, value: &JsValue, key: Option<&JsValue>) -> Result<(), idb::Error> {
    let transaction = begin(store, TransactionMode::ReadWrite).await?;
    transaction.object_store(store)?.put(value, key)?.await?;
    transaction.commit()?.await?;
    Ok(())
}

/// Reads one value.
pub async fn get(store: &str, key: JsValue) -> Result<Option<JsValue>, idb::Error> {
    let transaction = begin(store, TransactionMode::ReadOnly).await?;
    transaction.object_store(store)?.get(key)?.await
}

/// Reads all values, in the order of their keys.
pub async fn all(store: &str) -> Result<Vec<JsValue>, idb::Error> {
    let transaction = begin(store, TransactionMode::ReadOnly).await?;
    transaction.object_store(store)?.get_all(None, None)?.await
}

/// Removes one value.
pub async fn remove(store: &str, key: JsValue) -> Result<(), idb::Error> {
    let transaction = begin(store, TransactionMode::ReadWrite).await?;
    transaction.object_store(store)?.delete(key)?.await?;
    transaction.commit()?.await?;
    Ok(())
}

/// Removes all values.
pub async fn clear(store: &str) -> Result<(), idb::Error> {
    let transaction = begin(store, TransactionMode::ReadWrite).await?;
    transaction.object_store(store)?.clear()?.await?;
    transaction.commit()?.await?;
    Ok(())
}
