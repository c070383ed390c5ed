// The graph as columns. Nodes, edges, articles and sentences are row numbers; -1 stands for none.

const data = JSON.parse(await inflated(byId("kg-data").textContent));
byId("kg-data").remove(); // the text of a large graph need not stay in memory
const nodes = data.nodes;
const edges = data.edges;
const NODE_COUNT = nodes.id.length;
const EDGE_COUNT = edges.rel.length;
const KINDS = data.kinds;
const RELATIONS = data.relations;
const CO_MENTION = RELATIONS.indexOf("co_mention");
const HOLDS_POST = RELATIONS.indexOf("holds_post");
const SCOPES = ["sentence", "paragraph", "article"];
const edgeScope = edges.label.map((label, e) => (edges.rel[e] === CO_MENTION ? Math.max(0, SCOPES.indexOf(str(label))) : -1));
const rowOf = new Map(nodes.id.map((id, row) => [id, row]));
const evidenceStart = prefixSums(edges.evidence_count);
const incidence = incidentEdges();

/** The text that `packed`, base64 of deflated UTF-8, stands for. Asks for nothing: the stream is in memory. */
async function inflated(packed) {
  const binary = atob(packed);
  const bytes = new Uint8Array(binary.length);
  for (let i = 0; i < binary.length; i += 1) bytes[i] = binary.charCodeAt(i);
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
  return new Response(stream).text();
}

function str(row) {
  return row < 0 ? "" : data.strings[row];
}

function prefixSums(counts) {
  const sums = new Uint32Array(counts.length + 1);
  counts.forEach((count, i) => { sums[i + 1] = sums[i] + count; });
  return sums;
}

/** For each node the rows of its edges, as one array and where each node's share begins. */
function incidentEdges() {
  const counts = new Array(NODE_COUNT).fill(0);
  for (let e = 0; e < EDGE_COUNT; e += 1) {
    counts[edges.from[e]] += 1;
    if (edges.to[e] >= 0) counts[edges.to[e]] += 1;
  }
  const start = prefixSums(counts);
  const next = start.slice();
  const rows = new Uint32Array(start[NODE_COUNT]);
  for (let e = 0; e < EDGE_COUNT; e += 1) {
    rows[next[edges.from[e]]++] = e;
    if (edges.to[e] >= 0) rows[next[edges.to[e]]++] = e;
  }
  return { start, rows };
}

function edgesOf(node) {
  return Array.from(incidence.rows.subarray(incidence.start[node], incidence.start[node + 1]));
}

function otherEnd(edge, node) {
  return edges.from[edge] === node ? edges.to[edge] : edges.from[edge];
}

function edgesBetween(a, b) {
  const few = degree(a) <= degree(b) ? a : b;
  const other = few === a ? b : a;
  return edgesOf(few).filter((e) => otherEnd(e, few) === other);
}

function degree(node) {
  return incidence.start[node + 1] - incidence.start[node];
}

function evidenceOf(edge) {
  return edges.evidence.slice(evidenceStart[edge], evidenceStart[edge + 1]);
}

function aliasesOf(node) {
  const joined = str(nodes.alias[node]);
  return joined ? joined.split("\n") : [];
}

function kindOf(node) {
  return KINDS[nodes.kind[node]];
}

function relationOf(edge) {
  return RELATIONS[edges.rel[edge]];
}

/** Days since 1970-01-01 as an ISO date; empty for none. */
function isoDate(days) {
  return days === null || days === undefined ? "" : new Date(days * 86400000).toISOString().slice(0, 10);
}

const issueDates = [...new Set(data.articles.date.filter((d) => d !== null))].sort((a, b) => a - b);

function countBy(column, size) {
  const counts = new Array(size).fill(0);
  for (const value of column) counts[value] += 1;
  return counts;
}
