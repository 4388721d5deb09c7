#include "ranged/http/media_types.hpp"

#include <gtest/gtest.h>

#include <string_view>

namespace ranged::http {
namespace {

TEST(MediaTypes, TheOperatorsOwnComeBeforeTheTable) {
  MediaTypes types;
  EXPECT_TRUE(types.set("glb", "model/gltf-binary"));
  EXPECT_TRUE(types.set("TS", "Text/TypeScript; charset=UTF-8"));
  EXPECT_TRUE(types.set("dat", "application/x-first"));
  EXPECT_TRUE(types.set("dat", "application/x-last"));
  const struct {
    std::string_view file_name, expected;
  } cases[] = {
      {"scene.glb", "model/gltf-binary"},
      {"SCENE.GLB", "model/gltf-binary"},
      {"main.ts", "text/typescript; charset=UTF-8"},
      {"a.dat", "application/x-last"},
      {"film.mp4", "video/mp4"},
      {"glb", "application/octet-stream"},
      {"a.glb.gz", "application/gzip"},
      {"a.glb/b", "application/octet-stream"},
      {"", "application/octet-stream"},
  };
  for (const auto& [file_name, expected] : cases) EXPECT_EQ(types.of(file_name), expected);
}

TEST(MediaTypes, WhatStandsBehindNoLastDotIsNoExtension) {
  MediaTypes types;
  for (const std::string_view extension : {"", ".glb", "tar.gz", "a/b", "a."}) {
    EXPECT_FALSE(types.set(extension, "text/plain")) << extension;
  }
  EXPECT_TRUE(types.set("c++", "text/plain"));
  EXPECT_FALSE(types.set("a", "text"));
}

TEST(MediaTypes, AMediaTypeIsTwoTokensAndParameters) {
  const struct {
    std::string_view text;
    bool expected;
  } cases[] = {
      {"text/plain", true},
      {"application/vnd.a.b+json", true},
      {"text/plain;charset=utf-8", true},
      {"text/plain ; charset=utf-8; a=\"b c\"", true},
      {"text/plain; a=\"b\\\"c\"", true},
      {"text/plain; a=\"\"", true},
      {"", false},
      {"text", false},
      {"text/", false},
      {"/plain", false},
      {" text/plain", false},
      {"text/plain ", false},
      {"text /plain", false},
      {"text/plain;", false},
      {"text/plain; charset", false},
      {"text/plain; charset=", false},
      {"text/plain; charset = utf-8", false},
      {"text/plain; a=\"b", false},
      {"text/plain; a=\"b\\\"", false},
      {"text/plain charset=utf-8", false},
      {"text/plain, text/html", false},
      {"text/plain\r\nX: y", false},
      {"text/plain; a=\"\n\"", false},
      {"text/\xc3\xa9", false},
  };
  for (const auto& [text, expected] : cases) EXPECT_EQ(is_media_type(text), expected) << text;
}

}  // namespace
}  // namespace ranged::http
