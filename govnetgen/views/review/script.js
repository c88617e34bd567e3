(function () {
  "use strict";
  var root = document.documentElement;
  var filter = document.getElementById("filter");
  function speak(language) {
    root.lang = language;
    filter.placeholder = filter.getAttribute("data-" + language);
    document.title = document.querySelector("meta[name=title-" + language + "]").content;
    try { localStorage.setItem("govnetgen-language", language); } catch (_) { /* pages opened from a file may not */ }
  }
  var kept = null;
  try { kept = localStorage.getItem("govnetgen-language"); } catch (_) { /* the browser's own language then */ }
  var hash = new URLSearchParams(location.search).get("lang");
  speak(hash || kept || ((navigator.language || "zh").slice(0, 2) === "zh" ? "zh" : "en"));
  document.getElementById("language").addEventListener("click", function () {
    speak(root.lang === "zh" ? "en" : "zh");
  });
  document.getElementById("print").addEventListener("click", function () { window.print(); });
  var groups = Array.prototype.slice.call(document.querySelectorAll("details.group"));
  document.getElementById("open").addEventListener("click", function () {
    groups.forEach(function (one) { if (!one.hidden) one.open = true; });
  });
  document.getElementById("close").addEventListener("click", function () {
    groups.forEach(function (one) { one.open = false; });
  });
  var texts = null;
  filter.addEventListener("input", function () {
    if (texts === null) texts = groups.map(function (one) { return one.textContent.toLowerCase(); });
    var wanted = filter.value.toLowerCase().split(/\s+/).filter(Boolean);
    groups.forEach(function (one, number) {
      one.hidden = !wanted.every(function (word) { return texts[number].indexOf(word) >= 0; });
    });
  });
  function reveal() {
    var place = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!place) return;
    for (var outer = place; outer; outer = outer.parentElement) {
      if (outer.tagName === "DETAILS") { outer.hidden = false; outer.open = true; }
    }
    place.scrollIntoView();
  }
  window.addEventListener("hashchange", reveal);
  reveal();
  var before = [];
  window.addEventListener("beforeprint", function () {
    before = Array.prototype.filter.call(document.querySelectorAll("details"), function (one) { return !one.open; });
    before.forEach(function (one) { one.open = true; });
  });
  window.addEventListener("afterprint", function () { before.forEach(function (one) { one.open = false; }); });
})();
