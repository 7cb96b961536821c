import type { TopicId } from './topics.ts';

/** The same subjects as they are written in Rust. */
export const fromRust: Record<TopicId, string> = {
  functions: `const LIMIT: u32 = 10;
let mut count = 0;

fn add(a: i64, b: i64) -> i64 { a + b }
let twice = |n: i64| n * 2;`,
  numbers: `let half = 7.0 / 2.0;
let whole = 7 / 2;          // 3: integers truncate
let rest = -7 % 3;          // -1; rem_euclid gives 2
let sum = a.checked_add(b); // floats do not overflow
let n: Result<f64, _> = "12.5".parse();`,
  strings: `let s = format!("order {id}");
s.len();                    // bytes
&s[1..3]; s.starts_with("ord"); s.split(',');
parts.join(","); s.trim(); s.chars()`,
  lists: `let mut list = vec![1, 2];
list.push(3); list.last();
list[5];                    // panics; list.get(5) is None
let copy = list.clone();
list.iter().map(|x| x * 2).filter(|x| *x > 2).collect::<Vec<_>>();
VecDeque::new()             // TypeScript has none`,
  maps: `let mut seen: HashMap<String, i64> = HashMap::new();
seen.insert("a".into(), 1);
let n = seen.get("a").copied().unwrap_or(0);
*seen.entry(key).or_insert(0) += 1;
// keys by Hash and Eq; BTreeMap has no counterpart`,
  sets: `let mut ids = HashSet::new();
ids.insert("a"); ids.contains("a"); ids.remove("a");`,
  records: `struct Order { id: String, amount: i64, note: Option<String> }
let order = Order { id: "o1".into(), amount: 5, note: None };
let changed = Order { amount: 6, ..order };
// no ownership: every object is shared and mutable`,
  absence: `let name = user.and_then(|u| u.profile).map(|p| p.name)
    .unwrap_or("unknown".into());
let Some(value) = value else { return };`,
  variants: `enum Outcome {
    Ok { value: i64 },
    Failed { reason: String },
}
match outcome {
    Outcome::Ok { value } => value,
    Outcome::Failed { reason } => panic!("{reason}"),
}`,
  errors: `fn load(id: &str) -> Result<Order, LoadError>
let order = load("x")?;
match load("x") {
    Err(LoadError::NotFound) => return Ok(None),
    other => other?,
};
// Drop: use try and finally`,
  async: `async fn load(id: &str) -> Result<Order> {
    let raw = fetch_order(id).await?;
    Ok(parse(raw))
}
let future = load("a");     // does nothing until awaited;
let order = future.await?;  // a promise runs at once`,
  concurrency: `let (a, b) = tokio::try_join!(load("a"), load("b"))?;
let all = futures::future::try_join_all(ids.iter().map(load)).await?;
tokio::select! {
    value = work() => value,
    _ = stop => return,
}`,
  cancellation: `drop(future);               // stops it at its await;
token.cancelled().await;    // a promise cannot be dropped,
token.is_cancelled();       // it has to look at its signal`,
  classes: `struct Counter { value: i64, step: i64 }
impl Counter {
    fn new(step: i64) -> Self { Self { value: 0, step } }
    fn add(&mut self) -> i64 { self.value += self.step; self.value }
}`,
  generics: `fn first_of<T>(list: &[T]) -> Option<&T> { list.first() }
struct Cache<K, V> { map: HashMap<K, V> }
fn longest<T: Len>(a: T, b: T) -> T`,
  iteration: `for i in 0..n {}
for value in &list {}
for (index, value) in list.iter().enumerate() {}
while let Some(chunk) = stream.next().await {}`,
  sorting: `numbers.sort();
orders.sort_by(|a, b| a.at.cmp(&b.at).then(a.id.cmp(&b.id)));
BinaryHeap, binary_search   // TypeScript has none`,
  equality: `vec![1] == vec![1]          // true: by contents
Rc::ptr_eq(&a, &b)`,
  modules: `pub fn handle(input: Input) -> Output { … }
mod parse;
use crate::parse::parse;`,
  json: `let text = serde_json::to_string(&value)?;
let order: Order = serde_json::from_str(&text)?;`,
  bytes: `let mut bytes = [0u8; 16];
bytes[4..8].copy_from_slice(&other);
u32::from_be_bytes(bytes[0..4].try_into()?);
let text = std::str::from_utf8(&bytes)?;`,
  printing: `println!("state {state:?}");
let now = SystemTime::now();
let x: f64 = rand::random();`,
};
