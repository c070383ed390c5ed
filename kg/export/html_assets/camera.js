// Where the camera stands: fitted to all that is drawn, or moved by the reader, and kept in links.

/** When the canvas changes its size vis-network scales the graph; here it is fitted again, or its scale kept. */
function keepCamera() {
  if (fitted) fitAll(false);
  else network.moveTo({ scale: lastScale });
}

/** Everything in view, but no closer than life size, with room for labels. */
function fitAll(animate = true) {
  const box = boundsOf(shown.nodes);
  const { clientWidth, clientHeight } = byId("canvas");
  if (!box || !clientWidth || !clientHeight) return;
  const { room, foot } = roomFor(clientWidth);
  const scale = Math.min(1.2, (clientWidth - room) / (box.right - box.left + 1), (clientHeight - room - foot) / (box.bottom - box.top + 1));
  const position = { x: (box.left + box.right) / 2, y: (box.top + box.bottom) / 2 + (8 + foot / 2) / scale };
  network.moveTo({ position, scale, animation: animate && !calm.matches ? { duration: 350 } : false });
  fitted = true;
}

/** What is kept free for labels at the rims; on a narrow screen the counts take the foot. */
function roomFor(width) {
  return width < 500 ? { room: 64, foot: 40 } : { room: 110, foot: 0 };
}

function boundsOf(list) {
  if (!list.length) return null;
  const box = { left: Infinity, right: -Infinity, top: Infinity, bottom: -Infinity };
  for (const node of list) {
    const { x, y } = shown.place(node);
    box.left = Math.min(box.left, x);
    box.right = Math.max(box.right, x);
    box.top = Math.min(box.top, y);
    box.bottom = Math.max(box.bottom, y);
  }
  return box;
}

function lookAt(node) {
  if (!shown.nodeSet.has(node)) return;
  const scale = Math.max(network.getScale(), 0.7);
  fitted = false;
  network.moveTo({ position: shown.place(node), scale, animation: calm.matches ? false : { duration: 350 } });
}

function zoomBy(factor) {
  fitted = false;
  network.moveTo({ scale: Math.min(6, Math.max(0.02, network.getScale() * factor)) });
}

function panBy(x, y) {
  const centre = network.getViewPosition();
  const scale = network.getScale();
  fitted = false;
  network.moveTo({ position: { x: centre.x + x / scale, y: centre.y + y / scale } });
}

/** Where the camera stands: x, y and scale, as a link keeps them. */
function cameraNow() {
  const { x, y } = network.getViewPosition();
  return [Math.round(x), Math.round(y), Number(network.getScale().toPrecision(3))];
}
