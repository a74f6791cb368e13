// Guesses the reader's time zone where the form has none of theirs yet.
"use strict";
const zone = document.querySelector("#zone[data-guess]");
const guess = Intl.DateTimeFormat().resolvedOptions().timeZone;
if (zone && guess && zone.value === "UTC") {
  zone.value = guess;
}
