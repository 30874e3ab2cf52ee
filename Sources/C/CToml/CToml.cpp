#include "CToml.h"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

// Errors are values here: an exception must never reach Swift.
#ifndef TOML_EXCEPTIONS
#define TOML_EXCEPTIONS 0
#endif
#include <toml++/toml.h>

struct ctoml_document {
  toml::table root;
  std::vector<ctoml_value> values;
  bool failed = false;
  std::string message;
  ctoml_position position{1, 1};
};

namespace {

ctoml_position position_of(const toml::source_region &source) {
  // A value that toml++ made up itself (the root of an empty document) has no place: call it the first line.
  if (source.begin.line == 0) return {1, 1};
  return {source.begin.line, source.begin.column};
}

ctoml_text text_of(std::string_view text) { return {text.data(), text.size()}; }

// Settings are three levels deep; whoever reads the list may recurse this far.
constexpr size_t deepest = 32;

// Adds `node` and everything below it to the document's values, in pre-order; fails at a value too deep.
void append(const toml::node &node, const toml::key *key, size_t depth, ctoml_document &document) {
  if (document.failed) return;
  auto &values = document.values;
  ctoml_value value{};
  value.position = position_of(node.source());
  value.key_position = value.position;
  if (key != nullptr) {
    value.key = text_of(key->str());
    value.key_position = position_of(key->source());
  }
  if (depth > deepest) {
    document.failed = true;
    document.message = "values are nested too deeply";
    document.position = value.key_position;
    return;
  }
  if (const auto *table = node.as_table()) {
    value.kind = CTOML_TABLE;
    value.child_count = table->size();
    values.push_back(value);
    for (auto &&[name, child] : *table) append(child, &name, depth + 1, document);
    return;
  }
  if (const auto *array = node.as_array()) {
    value.kind = CTOML_ARRAY;
    value.child_count = array->size();
    values.push_back(value);
    for (const auto &child : *array) append(child, nullptr, depth + 1, document);
    return;
  }
  if (const auto *text = node.as_string()) {
    value.kind = CTOML_STRING;
    value.text = text_of(text->get());
  } else if (const auto *integer = node.as_integer()) {
    value.kind = CTOML_INTEGER;
    value.integer = integer->get();
  } else if (const auto *number = node.as_floating_point()) {
    value.kind = CTOML_FLOAT;
    value.number = number->get();
  } else if (const auto *boolean = node.as_boolean()) {
    value.kind = CTOML_BOOLEAN;
    value.boolean = boolean->get();
  } else {
    value.kind = CTOML_DATE;
  }
  values.push_back(value);
}

}  // namespace

ctoml_document *ctoml_parse(const void *bytes, size_t count) {
  auto *document = new ctoml_document;
  auto result = toml::parse(std::string_view(count == 0 ? "" : static_cast<const char *>(bytes), count));
  if (result) {
    document->root = std::move(result).table();
    append(document->root, nullptr, 0, *document);
    if (document->failed) document->values.clear();
  } else {
    document->failed = true;
    document->message = std::string(result.error().description());
    document->position = position_of(result.error().source());
  }
  return document;
}

const char *ctoml_error(const ctoml_document *document, ctoml_position *position) {
  if (!document->failed) return nullptr;
  *position = document->position;
  return document->message.c_str();
}

size_t ctoml_count(const ctoml_document *document) { return document->values.size(); }

ctoml_value ctoml_at(const ctoml_document *document, size_t index) {
  return document->values[index];
}

void ctoml_free(ctoml_document *document) { delete document; }
