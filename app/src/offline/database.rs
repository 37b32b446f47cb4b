//! The phone's database (IndexedDB): `copies` of what was read, by name; the `outbox`, by command
//! id; and the photos of `drafts`, by draft. The service worker reads the outbox too.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use idb::{Database, Factory, KeyPath, ObjectStoreParams, Transaction, TransactionMode};
use js_sys::Promise;
use js_sys::wasm_bindgen::JsValue;
use wasm_bindgen_futures::future_to_promise;

use super::patience::within;

/// Name of the database; also in `public/sw.js`.
const NAME: &str = "twoline";
/// Raised when stores are added; what waits in the outbox survives every upgrade.
const VERSION: u32 = 2;
/// What was read.
pub const COPIES: &str = "copies";
/// What waits to be sent.
pub const OUTBOX: &str = "outbox";
/// The photos of reports that are still being written.
pub const DRAFTS: &str = "drafts";
/// How long the database may take to open, in milliseconds. Where it does not (an old tab keeps it
/// from being upgraded, or the browser is broken) the app works as without one.
const PATIENCE: i32 = 2000;

/// The phone did not do it: it has no room, or no database that opens (a private window).
#[derive(Debug, Clone, Copy)]
pub struct Unkept;

impl From<idb::Error> for Unkept {
    fn from(error: idb::Error) -> Self {
        // A phone's console is read by nobody, and the words for all that may happen are 4 KB.
        #[cfg(debug_assertions)]
        leptos::logging::warn!("IndexedDB: {error}");
        drop(error);
        Self
    }
}

thread_local! {
    static OPEN: RefCell<Option<Rc<Database>>> = const { RefCell::new(None) };
    static OPENING: RefCell<Option<Promise>> = const { RefCell::new(None) };
    /// It was waited for once and did not open: nothing waits for it a second time.
    static LATE: Cell<bool> = const { Cell::new(false) };
}

async fn open() -> Result<Rc<Database>, Unkept> {
    let found = || OPEN.with_borrow(Clone::clone);
    if let Some(database) = found() {
        return Ok(database);
    }
    if !LATE.get() {
        let opening = OPENING.with_borrow_mut(|opening| {
            // It goes on even when nobody waits any longer, and is there for whoever comes then.
            let begin = || {
                future_to_promise(async {
                    if let Ok(database) = opened().await {
                        OPEN.set(Some(database));
                    }
                    OPENING.take();
                    LATE.set(false);
                    Ok(JsValue::TRUE)
                })
            };
            opening.get_or_insert_with(begin).clone()
        });
        LATE.set(within(PATIENCE, &opening).await.is_undefined());
    }
    found().ok_or(Unkept)
}

async fn opened() -> Result<Rc<Database>, idb::Error> {
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
            create(DRAFTS, ObjectStoreParams::new());
        }
    });
    let mut database = match request.await {
        Ok(database) => database,
        // A newer version of the app was here, in another tab; what it has, this one knows.
        Err(_) => factory.open(NAME, None)?.await?,
    };
    // A newer version wants to upgrade it, and must not have to wait for this page. The page opens
    // it again when it next needs it.
    database.on_version_change(|_| {
        if let Some(database) = OPEN.with_borrow(Clone::clone) {
            database.close();
        }
    });
    Ok(Rc::new(database))
}

/// Begins a transaction on one store. The browser may have closed the database under the page (iOS
/// does that to pages in the background): then it is opened once more.
async fn begin(store: &str, mode: TransactionMode) -> Result<Transaction, Unkept> {
    if let Ok(transaction) = open().await?.transaction(&[store], mode) {
        return Ok(transaction);
    }
    OPEN.take();
    Ok(open().await?.transaction(&[store], mode)?)
}

/// Writes a value; with `key` into [`COPIES`] or [`DRAFTS`], without into [`OUTBOX`], whose values
/// carry their own.
pub async fn put(store: &str, value: &JsValue, key: Option<&JsValue>) -> Result<(), Unkept> {
    let transaction = begin(store, TransactionMode::ReadWrite).await?;
    transaction.object_store(store)?.put(value, key)?.await?;
    transaction.commit()?.await?;
    Ok(())
}

/// Puts an entry into the outbox that undoes an earlier one. Where `is_free` says of the earlier
/// one as it is then that nobody has heard of it, that one goes and the new one does not come.
/// Whether the new one is there.
pub async fn put_undoing(
    entry: &JsValue,
    earlier: JsValue,
    is_free: fn(&JsValue) -> bool,
) -> Result<bool, Unkept> {
    let transaction = begin(OUTBOX, TransactionMode::ReadWrite).await?;
    let outbox = transaction.object_store(OUTBOX)?;
    let found = outbox.get(earlier.clone())?.await?;
    let free = found.is_some_and(|found| is_free(&found));
    if free {
        outbox.delete(earlier)?.await?;
    } else {
        outbox.put(entry, None)?.await?;
    }
    transaction.commit()?.await?;
    Ok(!free)
}

/// Reads one value.
pub async fn get(store: &str, key: JsValue) -> Result<Option<JsValue>, Unkept> {
    let transaction = begin(store, TransactionMode::ReadOnly).await?;
    Ok(transaction.object_store(store)?.get(key)?.await?)
}

/// All keys.
pub async fn keys(store: &str) -> Result<Vec<JsValue>, Unkept> {
    let transaction = begin(store, TransactionMode::ReadOnly).await?;
    let keys = transaction.object_store(store)?.get_all_keys(None, None)?;
    Ok(keys.await?)
}

/// Reads all values that can be read, each by itself: a phone may have lost one.
pub async fn all(store: &str) -> Vec<JsValue> {
    let mut values = vec![];
    for key in keys(store).await.unwrap_or_default() {
        if let Ok(Some(value)) = get(store, key).await {
            values.push(value);
        }
    }
    values
}

/// Removes one value.
pub async fn remove(store: &str, key: JsValue) -> Result<(), Unkept> {
    let transaction = begin(store, TransactionMode::ReadWrite).await?;
    transaction.object_store(store)?.delete(key)?.await?;
    transaction.commit()?.await?;
    Ok(())
}

/// Removes all values.
pub async fn clear(store: &str) -> Result<(), Unkept> {
    let transaction = begin(store, TransactionMode::ReadWrite).await?;
    transaction.object_store(store)?.clear()?.await?;
    transaction.commit()?.await?;
    Ok(())
}
