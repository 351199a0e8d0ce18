// Each page works without any of this; no module writes markup (Trusted Types: none).
import { startBulk } from "./bulk.js";
import { startChoice } from "./choice.js";
import { startCopy } from "./copy.js";
import { startDigest } from "./digest.js";
import { startKeyboard } from "./keyboard.js";
import { startMenu } from "./menu.js";
import { startPasskey } from "./passkey.js";
import { startProgress } from "./progress.js";
import { startSession } from "./session.js";

for (const start of [
  startMenu,
  startKeyboard,
  startCopy,
  startBulk,
  startChoice,
  startPasskey,
  startDigest,
  startProgress,
  startSession,
]) {
  start(document);
}
