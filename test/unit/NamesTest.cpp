//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#include "support/Names.h"
#include "llvm/ADT/StringExtras.h"
#include "gtest/gtest.h"

namespace clang::tidy::maps::support {
namespace {

TEST(NamesTest, WordsOfEverySpelling) {
  auto Words = [](llvm::StringRef Name) {
    return llvm::join(wordsOf(Name), " ");
  };
  EXPECT_EQ(Words("removeAllKeys2"), "remove all keys");
  EXPECT_EQ(Words("remove_all_keys"), "remove all keys");
  EXPECT_EQ(Words("RemoveURLCache"), "remove url cache");
  EXPECT_EQ(Words("DROP_TABLE"), "drop table");
  EXPECT_EQ(Words("_m_2"), "m");
  EXPECT_EQ(Words(""), "");
}

TEST(NamesTest, Removals) {
  for (llvm::StringRef Name :
       {"remove", "removeSession", "RemoveSession", "session_remove", "doErase",
        "unregister_all", "onClientDisconnected", "tryRelease", "close"})
    EXPECT_TRUE(removesByName(Name)) << Name.str();
}

TEST(NamesTest, AskingUndoingAndOtherDeedsAreNoRemovals) {
  for (llvm::StringRef Name :
       {"canRemove", "isClosed", "getDropped", "undelete", "undoRemove",
        "setDropTarget", "removeDuplicates", "releaseNotes", "update", "",
        "enclose", "droplet"})
    EXPECT_FALSE(removesByName(Name)) << Name.str();
}

TEST(NamesTest, Beginnings) {
  EXPECT_TRUE(initialisesByName("initCache"));
  EXPECT_TRUE(initialisesByName("reset"));
  EXPECT_FALSE(initialisesByName("finish"));
  EXPECT_FALSE(initialisesByName("doInit2"));
}

TEST(NamesTest, LooksUpByName) {
  for (const char *Name : {"getCache", "lookup", "instance", "find_table",
                           "symbolCache", "registry"})
    EXPECT_TRUE(looksUpByName(Name)) << Name;
  for (const char *Name : {"create", "getOrCreate", "makeCache", "getNewTable",
                           "getEmptyMap", "cloneRegistry", "run"})
    EXPECT_FALSE(looksUpByName(Name)) << Name;
}

} // namespace
} // namespace clang::tidy::maps::support
