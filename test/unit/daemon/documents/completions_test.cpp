#include "daemon/documents/completions.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

// Flags as the shells' completions say them. What the shells make of it:
// test/package/documents.mjs.

namespace ranged::daemon {
namespace {

const std::vector<Flag> kFlags = {
    {"--root", "-r", "DIR", "", "a folder", "", ""},
    {"--listen", "-l", "HOST:PORT", "", "[::1] \\ it's", "", "", true},
    {"--deny", "", "PATH", "", "a path", "", "", true},
    {"--log", "", "auto|stderr", "", "where", "", ""},
    {"--metrics", "", "HOST:PORT|unix:PATH", "", "an address", "", ""},
    {"--help", "-h", "", "", "show this", "", ""},
};

TEST(Completions, BashOffersEveryNameAndTheValuesItKnows) {
  EXPECT_EQ(bash_names(kFlags), "--root --listen --deny --log --metrics --help");
  EXPECT_EQ(
      bash_values(kFlags),
      "-r | --root) compopt -o filenames && mapfile -t COMPREPLY < <(compgen -d -- \"$word\") ;;\n"
      "-l | --listen) ;;\n"
      "--deny) ;;\n"
      "--log) mapfile -t COMPREPLY < <(compgen -W 'auto stderr' -- \"$word\") ;;\n"
      "--metrics) ;;\n");
}

TEST(Completions, ZshIsToldWhatExcludesWhatAndWhatMayBeRepeated) {
  EXPECT_EQ(zsh_specs(kFlags),
            "'(-r --root)'{-r+,--root=}'[a folder]:DIR:_files -/' \\\n"
            "'*'{-l+,--listen=}'[\\[::1\\] \\\\ it'\\''s]:HOST\\:PORT: ' \\\n"
            "'*'--deny='[a path]:PATH: ' \\\n"
            "--log='[where]:auto|stderr:(auto stderr)' \\\n"
            "--metrics='[an address]:HOST\\:PORT|unix\\:PATH: ' \\\n"
            "'(-h --help)'{-h,--help}'[show this]' \\\n");
}

TEST(Completions, FishOffersNoFilesForAValueThatIsNone) {
  EXPECT_EQ(fish_completions(kFlags),
            "complete -c ranged -s r -l root -x -a '(__fish_complete_directories)' -d 'a folder'\n"
            "complete -c ranged -s l -l listen -x -d '[::1] \\\\ it\\'s'\n"
            "complete -c ranged -l deny -x -d 'a path'\n"
            "complete -c ranged -l log -x -a 'auto stderr' -d 'where'\n"
            "complete -c ranged -l metrics -x -d 'an address'\n"
            "complete -c ranged -s h -l help -d 'show this'\n");
}

}  // namespace
}  // namespace ranged::daemon
