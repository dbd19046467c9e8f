// RUN: %check_tidy --std=c++17,c++20,c++23 %s map-zero-assign %t

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

struct Session {
  int id = 0;
};
void use(Session *);
void log(int, int);

// ---- the function removes by name -------------------------------------------

struct Sessions {
  std::map<int, Session *> Raw;
  std::map<std::string, std::shared_ptr<Session>> Owned;
  std::unordered_map<int, int> Numbers;
  std::map<int, std::string> Names;
  std::map<int, std::optional<int>> Optional;
  std::map<int, std::vector<int>> Lists;
  std::map<int, bool> Open;
  std::map<int, Session> Plain;

  void remove(int k) {
    Raw[k] = nullptr;
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: assigning null keeps the entry of 'Raw', which is still visited, counted and never freed; erase the key [map-zero-assign]
    // CHECK-FIXES: Raw.erase(k);
  }
  void deleteSession(int k) {
    delete Raw[k];
    Raw[k] = 0;
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: assigning zero keeps the entry of 'Raw', {{.*}} [map-zero-assign]
    // CHECK-FIXES: Raw.erase(k);
  }
  void drop(const std::string &k) {
    Owned[k] = nullptr;
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: assigning null keeps the entry of 'Owned', {{.*}} [map-zero-assign]
    // CHECK-FIXES: Owned.erase(k);
  }
  void release_session(const std::string &k) {
    this->Owned[k].reset();
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: resetting the value keeps the entry of 'Owned', {{.*}} [map-zero-assign]
    // CHECK-FIXES: this->Owned.erase(k);
  }
  void forget(int k) {
    Numbers[k] = 0;
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: assigning zero keeps the entry of 'Numbers', {{.*}} [map-zero-assign]
    // CHECK-FIXES: Numbers.erase(k);
  }
  void unregisterName(int k) {
    if (k > 0)
      Names[k] = "";
    // CHECK-MESSAGES: :[[@LINE-1]]:7: warning: assigning an empty value keeps the entry of 'Names', {{.*}} [map-zero-assign]
    // CHECK-FIXES: Names.erase(k);
  }
  void eraseName(int k) {
    Names[k].clear();
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: clearing the value keeps the entry of 'Names', {{.*}} [map-zero-assign]
    // CHECK-FIXES: Names.erase(k);
  }
  void evict(int k) {
    Names[k + 1] = std::string();
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: assigning an empty value keeps the entry of 'Names', {{.*}} [map-zero-assign]
    // CHECK-FIXES: Names.erase(k + 1);
  }
  void expire(int k) {
    Optional[k] = std::nullopt;
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: assigning an empty value keeps the entry of 'Optional', {{.*}} [map-zero-assign]
    // CHECK-FIXES: Optional.erase(k);
  }
  void unsubscribe(int k) {
    Lists[k] = {};
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: assigning an empty value keeps the entry of 'Lists', {{.*}} [map-zero-assign]
    // CHECK-FIXES: Lists.erase(k);
  }
  void detach(int k) {
    Numbers.insert_or_assign(k, 0);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: assigning zero keeps the entry of 'Numbers', {{.*}} [map-zero-assign]
    // CHECK-FIXES: Numbers.erase(k);
  }
  void close(int k) {
    Open[k] = false;
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: assigning false keeps the entry of 'Open', {{.*}} [map-zero-assign]
    // CHECK-FIXES: Open.erase(k);
  }
  void onClientDisconnected(int k) {
    Raw.at(k) = nullptr;
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: assigning null keeps the entry of 'Raw', {{.*}} [map-zero-assign]
    // CHECK-FIXES: Raw.erase(k);
  }
  // The destructor of Session may do what its assignment does not.
  void discard(int k) {
    Plain[k] = Session();
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: assigning an empty value keeps the entry of 'Plain', {{.*}} [map-zero-assign]
    // CHECK-FIXES-NOTES: Plain.erase(k);
  }
  void removeAll(const std::vector<int> &keys) {
    for (int k : keys)
      Raw[k] = nullptr;
    // CHECK-MESSAGES: :[[@LINE-1]]:7: warning: assigning null keeps the entry of 'Raw', {{.*}} [map-zero-assign]
    // CHECK-FIXES: Raw.erase(k);
  }
};

void unregisterGlobal(std::map<int, Session *> &m, int k) {
  m[k] = nullptr;
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: assigning null keeps the entry of 'm', {{.*}} [map-zero-assign]
  // CHECK-FIXES: m.erase(k);
}

void removeThrough(std::map<int, Session *> *m, int k) {
  (*m)[k] = nullptr;
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: assigning null keeps the entry of 'm', {{.*}} [map-zero-assign]
  // CHECK-FIXES: (*m).erase(k);
}

// ---- other code skips or erases such entries --------------------------------

struct SkippedInWalk {
  std::map<int, Session *> Continue, Guarded, Bound, Swept;

  void done(int k) {
    Continue[k] = nullptr;
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: assigning null keeps the entry of 'Continue', {{.*}} [map-zero-assign]
    // CHECK-FIXES-NOTES: Continue.erase(k);
    Guarded[k] = nullptr;
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: assigning null keeps the entry of 'Guarded', {{.*}} [map-zero-assign]
    // CHECK-FIXES-NOTES: Guarded.erase(k);
    Bound[k] = nullptr;
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: assigning null keeps the entry of 'Bound', {{.*}} [map-zero-assign]
    // CHECK-FIXES-NOTES: Bound.erase(k);
    Swept[k] = nullptr;
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: assigning null keeps the entry of 'Swept', {{.*}} [map-zero-assign]
    // CHECK-FIXES-NOTES: Swept.erase(k);
  }
  void each() {
    for (auto &kv : Continue) {
      if (kv.second == nullptr)
        continue;
      use(kv.second);
    }
    for (auto it = Guarded.begin(); it != Guarded.end(); ++it)
      if (it->second)
        use(it->second);
    for (auto &[k, s] : Bound) {
      if (!s)
        continue;
      log(k, s->id);
    }
    for (auto it = Swept.begin(); it != Swept.end();) {
      if (!it->second)
        it = Swept.erase(it);
      else
        ++it;
    }
  }
};

// ---- presence is tested by the value ----------------------------------------

struct TestedByValue {
  std::map<int, Session *> Subscript, Found;
  std::map<int, std::string> Text;

  void finish(int k) {
    Subscript[k] = nullptr;
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: assigning null keeps the entry of 'Subscript', {{.*}} [map-zero-assign]
    // CHECK-FIXES-NOTES: Subscript.erase(k);
    Found[k] = nullptr;
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: assigning null keeps the entry of 'Found', {{.*}} [map-zero-assign]
    // CHECK-FIXES-NOTES: Found.erase(k);
    Text[k] = "";
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: assigning an empty value keeps the entry of 'Text', {{.*}} [map-zero-assign]
    // CHECK-FIXES-NOTES: Text.erase(k);
  }
  bool known(int k) {
    if (!Subscript[k])
      return false;
    auto it = Found.find(k);
    if (it == Found.end() || !it->second)
      return false;
    return Text[k] != "";
  }
};

// ---- counts -----------------------------------------------------------------

struct Counts {
  std::map<std::string, int> Refs;
  void acquire(const std::string &k) { ++Refs[k]; }
  void release(const std::string &k) {
    if (--Refs[k] == 0)
      log(0, 0);
    // CHECK-MESSAGES: :[[@LINE-2]]:9: warning: the entry of 'Refs' stays when its count drops to zero, and is still visited, counted and never freed; erase the key [map-zero-assign]
  }
  void unuse(const std::string &k) {
    Refs[k]--;
    if (Refs[k] == 0)
      log(0, 0);
    // CHECK-MESSAGES: :[[@LINE-2]]:9: warning: the entry of 'Refs' stays {{.*}} [map-zero-assign]
  }
};

// ---- in other spellings ------------------------------------------------------

struct Handles {
  std::map<int, std::unique_ptr<Session>> Owned;
  std::map<int, int> Refs;
  std::map<int, int> Uses;

  void releaseHandle(int k) {
    Owned[k].reset();
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: resetting the value keeps the entry of 'Owned', {{.*}} [map-zero-assign]
    // CHECK-FIXES: Owned.erase(k);
  }
  void unrefFound(int k) {
    auto it = Refs.find(k);
    if (it != Refs.end() && --it->second == 0)
      // CHECK-MESSAGES: :[[@LINE-1]]:9: warning: the entry of 'Refs' stays when its count drops to zero
      log(k, 0);
  }
  void unrefByReference(int k) {
    int &count = Refs[k];
    if (--count == 0)
      // CHECK-MESSAGES: :[[@LINE-1]]:9: warning: the entry of 'Refs' stays when its count drops to zero
      log(k, 0);
  }
  void unrefAndErase(int k) {
    auto it = Uses.find(k);
    if (it != Uses.end() && --it->second == 0)
      Uses.erase(it);
  }
};
